package org.pieria.model.transformer;

/**
 * The order in which multi-axis attention wants the tokens: block after block, and row by row within a block, so that
 * both axes are a matter of reshaping.
 */
final class BlockOrder {

    private BlockOrder() {}

    /** For each place in the order, the token's place in the grid, row by row. Block 0 leaves them as they are. */
    static int[] of(TokenGrid grid, int block) {
        int[] order = new int[grid.tokens()];
        for (int place = 0; place < order.length; place++) {
            order[place] = block == 0 ? place : token(grid, block, place);
        }
        return order;
    }

    /** For each token of the grid, its place in the order. */
    static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            inverse[order[place]] = place;
        }
        return inverse;
    }

    private static int token(TokenGrid grid, int side, int place) {
        int cells = side * side;
        int blocksPerRow = grid.columns() / side;
        int block = place / cells;
        int cell = place % cells;
        int row = block / blocksPerRow * side + cell / side;
        int column = block % blocksPerRow * side + cell % side;
        return row * grid.columns() + column;
    }
}
