package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.pieria.worker.collective.Frame.Place;

/**
 * Consecutive chunks that have not come.
 *
 * @param from the rank that sends them
 * @param place what they are; all in one segment
 * @param chunks how many
 */
record Missing(int from, Place place, int chunks) {

    /** The gaps in what a rank has sent of a node's value. */
    static List<Missing> of(int from, int node, Grid grid, BitSet arrived) {
        List<Missing> gaps = new ArrayList<>();
        int first = arrived.nextClearBit(0);
        while (first < grid.count()) {
            int next = arrived.nextSetBit(first);
            int end = Math.min(next < 0 ? grid.count() : next, grid.endOfStrip(first));
            gaps.add(new Missing(from, grid.stretch(node, first, end - 1), end - first));
            first = arrived.nextClearBit(end);
        }
        return gaps;
    }
}
