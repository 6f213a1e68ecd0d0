package org.pieria.model.transformer;

/**
 * The work of a transformer, from its sizes: floating-point operations of matrix products alone, two per multiplication and
 * addition, of one slice's forward pass. Softmax, norms, activations and embeddings count nothing.
 */
public record TransformerFlop(TransformerConfig config) {

    /** The base transformer: its context is the text. */
    public double base() {
        return trunk(config.text().tokens()) + text() + head();
    }

    /** The super-resolution transformer: its context is the text and the low-resolution tokens, once encoded. */
    public double superRes(LowTokens low) {
        int tokens = low.grid().tokens();
        double encoder = low.layers() * (self(tokens, tokens) + mlp(tokens));
        return trunk(config.text().tokens() + tokens) + text() + head() + encoder;
    }

    private double trunk(int context) {
        int tokens = config.grid().tokens();
        return size().layers() * (self(tokens, seen()) + cross(context) + mlp(tokens));
    }

    /** Tokens that a token attends to, on average over the heads: of multi-axis attention half of them see each axis. */
    private double seen() {
        int tokens = config.grid().tokens();
        int cells = config.block() * config.block();
        return cells == 0 ? tokens : (cells + (double) tokens / cells) / 2;
    }

    /** Query, key, value and output, then scores and mixture. */
    private double self(int tokens, double seen) {
        return product(tokens, size().width(), 4.0 * size().width()) + product(tokens, size().width(), 2 * seen);
    }

    /** Query and output of the tokens, key and value of the context, then scores and mixture. */
    private double cross(int context) {
        int tokens = config.grid().tokens();
        int width = size().width();
        return product(tokens, width, 2.0 * width)
                + product(context, width, 2.0 * width)
                + product(tokens, width, 2.0 * context);
    }

    private double mlp(int tokens) {
        return product(tokens, size().width(), 2.0 * size().mlp());
    }

    private double text() {
        return product(config.text().tokens(), config.text().width(), size().width());
    }

    private double head() {
        return product(
                config.grid().tokens(),
                size().width(),
                size().width() + config.grid().codes());
    }

    /** Of every sample of the slice. */
    private double product(double rows, double inner, double columns) {
        return 2 * config.batch() * rows * inner * columns;
    }

    private Size size() {
        return config.size();
    }
}
