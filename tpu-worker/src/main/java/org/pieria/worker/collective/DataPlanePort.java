package org.pieria.worker.engine;

import java.util.List;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.collective.SliceTree;

/** This host's end of the data plane. */
public interface DataPlanePort extends AutoCloseable {

    /** The end that a data plane is. */
    static DataPlanePort of(DataPlane plane) {
        return new DataPlanePort() {
            @Override
            public String address() {
                return plane.address();
            }

            @Override
            public Collective join(
                    long generation, int rank, List<String> addresses, SliceTree tree, BundleShape shape) {
                return plane.join(generation, rank, addresses, tree, shape);
            }

            @Override
            public void interrupt(long generation, String reason) {
                plane.interrupt(generation, reason);
            }

            @Override
            public void close() {
                plane.close();
            }
        };
    }

    /** Where peers reach it. */
    String address();

    /**
     * Opens the collective of a generation; blocks until all its members are there.
     *
     * @param addresses of all members by rank
     * @param tree over the slices of the global batch, and which of them each rank computes
     * @param shape of a bundle
     */
    Collective join(long generation, int rank, List<String> addresses, SliceTree tree, BundleShape shape);

    /** Ends every wait of generations below the given one, joining included. */
    void interrupt(long generation, String reason);

    @Override
    void close();
}
