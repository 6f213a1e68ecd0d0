package org.pieria.model.decoding;

/**
 * The order of the Halton sampler (Besnier et al. 2025): the cells of a square grid as Halton's sequence of points visits
 * them for the first time, so that those fixed in one step lie far apart. In whole numbers, hence the same everywhere.
 */
public final class HaltonOrder {

    private static final int ROW_BASE = 2;
    private static final int COLUMN_BASE = 3;

    private HaltonOrder() {}

    /**
     * For each place in the order, the token's place in the grid, row by row.
     *
     * @param tokens of a square grid
     */
    public static int[] of(int tokens) {
        int side = side(tokens);
        int[] order = new int[tokens];
        boolean[] visited = new boolean[tokens];
        int found = 0;
        for (long point = 1; found < tokens; point++) {
            int cell = cell(point, ROW_BASE, side) * side + cell(point, COLUMN_BASE, side);
            if (!visited[cell]) {
                visited[cell] = true;
                order[found++] = cell;
            }
        }
        return order;
    }

    /** For each token of the grid, its place in the order. */
    static int[] ranks(int tokens) {
        int[] order = of(tokens);
        int[] ranks = new int[tokens];
        for (int rank = 0; rank < tokens; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }

    private static int side(int tokens) {
        int side = (int) StrictMath.sqrt(tokens);
        if (tokens < 1 || side * side != tokens) {
            throw new IllegalArgumentException("the Halton order needs a square grid of tokens, got " + tokens);
        }
        return side;
    }

    /** Which of {@code cells} equal parts of [0, 1) holds the point's radical inverse: its digits mirrored at the point. */
    private static int cell(long point, int base, int cells) {
        long mirrored = 0;
        long scale = 1;
        for (long rest = point; rest > 0; rest /= base) {
            mirrored = mirrored * base + rest % base;
            scale *= base;
        }
        return (int) (mirrored * cells / scale);
    }
}
