package org.pieria.cluster.plan;

import org.pieria.model.transformer.Compute;
import org.pieria.model.transformer.Size;
import org.pieria.model.transformer.TransformerConfig;

/**
 * What the backward pass of a transformer needs of its forward pass, in bytes. The counts of tensors were measured as the growth
 * of a process with its layers, on TensorFlow's own executor; XLA fuses, and keeps less.
 *
 * @param config of what is computed at once
 * @param context tokens that cross-attention sees
 * @param low the encoder of low-resolution tokens
 */
record TransformerMemory(TransformerConfig config, int context, Low low) {

    private static final int FLOAT = 4;

    /** Float32 tensors of the width that a layer keeps, and those that are operands of products alone. */
    private static final int WIDTHS = 14;

    private static final int WIDTH_OPERANDS = 6;

    /** The same of the MLP's width. */
    private static final int MLPS = 4;

    private static final int MLP_OPERANDS = 1;

    /** Logits, their probabilities and the targets. */
    private static final int CODES = 3;

    /** Layers of self-attention over so many tokens. */
    record Low(int layers, int tokens) {

        static final Low NONE = new Low(0, 0);
    }

    double bytes() {
        int tokens = config.grid().tokens();
        double layer = tokens * perToken(seen() + context);
        double lowLayer = low.tokens * perToken(low.tokens);
        double layers = compute().rematerialise()
                ? inputs(size().layers(), tokens) + inputs(low.layers, low.tokens) + Math.max(layer, lowLayer)
                : size().layers() * layer + low.layers * lowLayer;
        return config.batch()
                * (layers + (double) FLOAT * CODES * tokens * config.grid().codes());
    }

    private double inputs(int layers, int tokens) {
        return (double) FLOAT * layers * tokens * size().width();
    }

    private double perToken(double keys) {
        int operand = compute().precision().bytes();
        int score = operand == FLOAT ? FLOAT : FLOAT + operand;
        return (double) size().width() * (FLOAT * WIDTHS + operand * WIDTH_OPERANDS)
                + (double) size().mlp() * (FLOAT * MLPS + operand * MLP_OPERANDS)
                + score * size().heads() * keys;
    }

    /** Tokens that a token attends to, on average over the heads. */
    private double seen() {
        int tokens = config.grid().tokens();
        int cells = config.block() * config.block();
        return cells == 0 ? tokens : (cells + (double) tokens / cells) / 2;
    }

    private Size size() {
        return config.size();
    }

    private Compute compute() {
        return config.compute();
    }
}
