package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.pieria.worker.collective.Frame.Place;

/**
 * Consecutive chunks that have not come.
 *
 * @param from the rank that sends them
 * @param place what they are
 * @param chunks how many
 */
record Missing(int from, Place place, int chunks) {

    /** The gaps in what a rank has sent of a node's value. */
    static List<Missing> of(int from, int node, Grid grid, BitSet arrived) {
        List<Missing> gaps = new ArrayList<>();
        int first = arrived.nextClearBit(0);
        while (first < grid.count()) {
            int end = arrived.nextSetBit(first);
            int last = (end < 0 ? grid.count() : end) - 1;
            int length = grid.start(last) + grid.size(last) - grid.start(first);
            gaps.add(new Missing(from, new Place(node, grid.start(first), length), last - first + 1));
            first = arrived.nextClearBit(last + 1);
        }
        return gaps;
    }
}
