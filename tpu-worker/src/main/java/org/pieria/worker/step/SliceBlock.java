package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The contiguous slices that one rank computes: {@code from} to {@code to - 1}. */
public record SliceBlock(int from, int to) {

    public SliceBlock {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a rank computes at least one slice, was " + from + " to " + to);
        }
    }

    /** The block of a rank: [rank V / N, (rank + 1) V / N). */
    public static SliceBlock of(int rank, int ranks, int slices) {
        return new SliceBlock((int) ((long) rank * slices / ranks), (int) ((long) (rank + 1) * slices / ranks));
    }

    /** The blocks of all ranks, by rank; of as many slices each as is given, or as equally many as can be. */
    public static List<SliceBlock> all(int ranks, int slices, List<Integer> shares) {
        if (shares.isEmpty()) {
            return all(ranks, slices);
        }
        List<SliceBlock> blocks = new ArrayList<>();
        int from = 0;
        for (int share : shares) {
            blocks.add(new SliceBlock(from, from + share));
            from += share;
        }
        return List.copyOf(blocks);
    }

    /** The blocks of all ranks, by rank. */
    public static List<SliceBlock> all(int ranks, int slices) {
        return IntStream.range(0, ranks)
                .mapToObj(rank -> of(rank, ranks, slices))
                .toList();
    }

    public int count() {
        return to - from;
    }
}
