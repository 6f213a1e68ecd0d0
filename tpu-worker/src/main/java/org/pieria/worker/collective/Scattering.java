package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Tally.Event;

/** The other half of a step: the summed segments of all owners come back and make the whole sum. */
final class Scattering {

    private final Layout layout;
    private final BitSet[] arrived;
    private int left;

    Scattering(Layout layout) {
        this.layout = layout;
        this.arrived = new BitSet[layout.ranks()];
        for (int owner = 0; owner < arrived.length; owner++) {
            arrived[owner] = new BitSet(layout.grids().get(owner).count());
        }
    }

    /** Makes ready for a step. */
    void open() {
        left = layout.grids().stream().mapToInt(Grid::count).sum();
        for (BitSet chunks : arrived) {
            chunks.clear();
        }
    }

    boolean isComplete() {
        return left == 0;
    }

    /** Notes a chunk that this rank added up itself. */
    void own(int rank, int chunk) {
        arrived[rank].set(chunk);
        left--;
    }

    boolean has(int owner, int chunk) {
        return arrived[owner].get(chunk);
    }

    /** Takes a chunk to its place in the sum, or says why it is dropped. */
    Event take(Frame frame, ByteBuffer bytes, Bundle sum) {
        int owner = frame.origin().sender();
        Place place = frame.place();
        Grid grid = layout.grids().get(owner);
        if (place.node() != SliceTree.ROOT || !grid.has(place)) {
            return Event.FOREIGN;
        }
        if (has(owner, grid.index(place))) {
            return Event.DUPLICATE;
        }
        Frame.payload(bytes, layout.wire(place), Span.of(sum, place));
        own(owner, grid.index(place));
        return Event.TAKEN;
    }

    /** The stretches of the sum that have not come from other ranks. */
    List<Missing> missing(int rank) {
        List<Missing> gaps = new ArrayList<>();
        for (int owner = 0; owner < arrived.length; owner++) {
            if (owner != rank) {
                gaps.addAll(Missing.of(owner, SliceTree.ROOT, layout.grids().get(owner), arrived[owner]));
            }
        }
        return gaps;
    }
}
