package org.pieria.model.transformer;

/**
 * The grid of tokens of one image, row by row.
 *
 * @param codes how many values a token may have; the mask token is the number after the last of them
 */
public record TokenGrid(int rows, int columns, int codes) {

    public TokenGrid {
        Requirement.positive("rows of a token grid", rows);
        Requirement.positive("columns of a token grid", columns);
        Requirement.that(codes > 1, "codes of a token grid must be at least 2", codes);
    }

    /** Tokens of one image. */
    public int tokens() {
        return rows * columns;
    }

    /** The token that stands where the truth is hidden. */
    public int maskToken() {
        return codes;
    }
}
