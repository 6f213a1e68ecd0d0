package org.pieria.model.transformer;

import java.util.List;

/**
 * Which tokens a set of heads lets attend to each other. Tokens stand in block order ({@link BlockOrder}): {@code blocks}
 * runs of {@code cells} tokens.
 *
 * @param name the scope of its parameters
 * @param across false: a token attends to its own block; true: to the tokens of the same cell in all blocks
 */
record Axis(String name, int heads, int blocks, int cells, boolean across) {

    /** Full attention, or both axes of multi-axis attention (Zhao et al. 2021) with half the heads each. */
    static List<Axis> of(TransformerConfig config) {
        int tokens = config.grid().tokens();
        int heads = config.size().heads();
        int cells = config.block() * config.block();
        return cells == 0
                ? List.of(full(tokens, heads))
                : List.of(
                        new Axis("within", heads / 2, tokens / cells, cells, false),
                        new Axis("across", heads / 2, tokens / cells, cells, true));
    }

    static Axis full(int tokens, int heads) {
        return new Axis("full", heads, 1, tokens, false);
    }

    int tokens() {
        return blocks * cells;
    }

    /** Groups of tokens that attend to each other. */
    int groups() {
        return across ? cells : blocks;
    }

    /** Tokens of a group. */
    int length() {
        return across ? blocks : cells;
    }
}
