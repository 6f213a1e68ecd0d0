package org.pieria.worker.step;

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

    public int count() {
        return to - from;
    }
}
