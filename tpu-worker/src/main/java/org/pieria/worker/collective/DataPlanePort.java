package org.pieria.worker.collective;

import java.util.List;
import org.pieria.worker.bundle.BundleShape;

/** This host's end of the data plane, as an engine uses it; {@link DataPlane} is the real one. */
public interface DataPlanePort extends AutoCloseable {

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
