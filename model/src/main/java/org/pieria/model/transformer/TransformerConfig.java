package org.pieria.model.transformer;

import com.typesafe.config.Config;

/**
 * One masked transformer: what it predicts, from what, and how large it is.
 *
 * @param name of the phase; the scope of its parameters
 * @param grid of the tokens that it predicts
 * @param batch samples of one slice
 * @param block side of the blocks of multi-axis attention, in tokens; 0: every token attends to every other
 * @param labelSmoothing share of the target spread evenly over the codes, in [0, 1)
 * @param compute how it is trained
 */
public record TransformerConfig(
        String name,
        TokenGrid grid,
        TextShape text,
        int batch,
        Size size,
        int block,
        double labelSmoothing,
        Compute compute) {

    public TransformerConfig {
        Requirement.positive(name + " samples per slice (batch / slices)", batch);
        Requirement.that(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "phases." + name + ".label-smoothing must be in [0, 1)",
                labelSmoothing);
        checkBlock(name, grid, size, block);
    }

    /** Trained plainly. */
    TransformerConfig(
            String name, TokenGrid grid, TextShape text, int batch, Size size, int block, double labelSmoothing) {
        this(name, grid, text, batch, size, block, labelSmoothing, Compute.PLAIN);
    }

    /** Reads {@code pieria.phases.base}. */
    public static TransformerConfig base(Config phase, TokenGrid grid, TextShape text, int batch) {
        return from("base", phase, new Batch(grid, text, batch));
    }

    /** Reads {@code pieria.phases.superres}, but for what concerns its {@link LowTokens}. */
    public static TransformerConfig superRes(Config phase, TokenGrid grid, TextShape text, int batch) {
        return from("superres", phase, new Batch(grid, text, batch));
    }

    /** The same model for another number of samples: for sampling. */
    public TransformerConfig withBatch(int samples) {
        return new TransformerConfig(name, grid, text, samples, size, block, labelSmoothing, compute);
    }

    /** The same model for one of the parts of a slice of this batch. */
    public TransformerConfig part() {
        String key = "phases." + name + ".accumulate";
        Requirement.that(
                batch % compute.accumulate() == 0,
                key + " must divide the " + batch + " samples of a slice (batch / slices)",
                compute.accumulate());
        return withBatch(batch / compute.accumulate());
    }

    private static TransformerConfig from(String name, Config phase, Batch batch) {
        double dropout = phase.hasPath("dropout") ? phase.getDouble("dropout") : 0;
        Requirement.that(dropout == 0, "phases." + name + ".dropout must be 0 (the transformers have none)", dropout);
        return new TransformerConfig(
                name,
                batch.grid,
                batch.text,
                batch.samples,
                Size.from(phase),
                phase.hasPath("attention-block") ? phase.getInt("attention-block") : 0,
                phase.getDouble("label-smoothing"),
                Compute.from(name, phase));
    }

    private static void checkBlock(String name, TokenGrid grid, Size size, int block) {
        String key = "phases." + name + ".attention-block";
        Requirement.that(block >= 0, key + " must not be negative", block);
        boolean tiles = block == 0 || (grid.rows() % block == 0 && grid.columns() % block == 0);
        Requirement.that(tiles, key + " must divide both sides of the grid " + grid, block);
        Requirement.that(block == 0 || size.heads() % 2 == 0, key + " needs an even number of heads", size.heads());
    }

    private record Batch(TokenGrid grid, TextShape text, int samples) {}
}
