package org.pieria.model.editing;

import java.util.Arrays;

/**
 * The part of an image that is painted anew, as cells of a square grid: pixels, or tokens of either resolution.
 *
 * @param side cells per side
 * @param hidden [side * side], row by row; true where painted anew
 */
@SuppressWarnings("ArrayRecordComponent")
public record Region(int side, boolean[] hidden) {

    public Region {
        if (side < 1 || hidden.length != side * side) {
            throw new IllegalArgumentException(
                    "a region of side " + side + " needs " + side * side + " cells, got " + hidden.length);
        }
        hidden = hidden.clone();
    }

    /** How many cells are painted anew. */
    public int count() {
        int count = 0;
        for (boolean cell : hidden) {
            count += cell ? 1 : 0;
        }
        return count;
    }

    /**
     * The same region on a coarser grid; a cell belongs to it if any part of the cell does.
     *
     * @param cells per side, a divisor of {@code side}
     */
    public Region coarser(int cells) {
        int factor = factor(side, cells);
        boolean[] coarse = new boolean[cells * cells];
        for (int place = 0; place < hidden.length; place++) {
            coarse[place / side / factor * cells + place % side / factor] |= hidden[place];
        }
        return new Region(cells, coarse);
    }

    /**
     * The same region on a finer grid: super-resolution repaints exactly what the base model did (Muse, section 4.2).
     *
     * @param cells per side, a multiple of {@code side}
     */
    public Region finer(int cells) {
        int factor = factor(cells, side);
        boolean[] fine = new boolean[cells * cells];
        for (int place = 0; place < fine.length; place++) {
            fine[place] = hidden[place / cells / factor * side + place % cells / factor];
        }
        return new Region(cells, fine);
    }

    /**
     * An image's tokens with the mask token wherever the region is.
     *
     * @param tokens [side * side], unchanged
     */
    public int[] hide(int[] tokens, int maskToken) {
        if (tokens.length != hidden.length) {
            throw new IllegalArgumentException(
                    "a region of " + hidden.length + " cells does not fit " + tokens.length + " tokens");
        }
        int[] masked = tokens.clone();
        Arrays.setAll(masked, place -> hidden[place] ? maskToken : tokens[place]);
        return masked;
    }

    private static int factor(int fine, int coarse) {
        if (coarse < 1 || fine % coarse != 0) {
            throw new IllegalArgumentException(
                    "grids of " + fine + " and " + coarse + " cells a side do not match: one must divide the other");
        }
        return fine / coarse;
    }
}
