package org.pieria.benchmarks;

import com.typesafe.config.Config;
import org.pieria.model.graph.Model;
import org.pieria.model.transformer.LowTokens;
import org.pieria.model.transformer.TransformerConfig;
import org.pieria.model.transformer.TransformerFlop;
import org.pieria.model.vqgan.VqganFlop;
import org.pieria.worker.engine.Phase;
import org.pieria.worker.phase.RunModels;

/**
 * One phase of a configuration, as it would be trained, on synthetic data.
 *
 * @param title in the table
 * @param root the whole configuration
 * @param phase the phase's name
 */
record Subject(String title, Config root, String phase) {

    /** Width of the vectors of the embedded text encoder, MiniLM; the reference shape has the same. */
    private static final int TEXT_WIDTH = 384;

    /** Each product has one gradient for either factor, of the same size. */
    private static final int FORWARD_AND_BACKWARD = 3;

    /** Images of a step. */
    int images() {
        return models().section(phase).getInt("batch");
    }

    /**
     * GFLOP of a step, matrix products and convolutions alone: the forward pass three times. A discriminator's work is left
     * out, so a phase that has one reaches a little more of the limit than is shown.
     */
    double gigaflop() {
        return FORWARD_AND_BACKWARD * forward() * root.getInt("pieria.slices") / 1e9;
    }

    /** FLOP of one slice's forward pass. */
    double forward() {
        RunModels models = models();
        return switch (phase) {
            case RunModels.BASE -> new TransformerFlop(base(models)).base();
            case RunModels.SUPERRES -> new TransformerFlop(superRes(models)).superRes(low(models));
            default -> new VqganFlop(models.vqgan(phase).config()).forward();
        };
    }

    Model model() {
        RunModels models = models();
        return switch (phase) {
            case RunModels.BASE -> models.base(models.sliceBatch(phase));
            case RunModels.SUPERRES -> models.superRes(models.sliceBatch(phase));
            default -> models.vqgan(phase);
        };
    }

    /** What the engine trains. */
    Phase training() {
        Model model = model();
        RunModels models = models();
        int codes = Math.min(
                models.grid(RunModels.VQGAN_LOW).codes(),
                models.grid(RunModels.VQGAN_HIGH).codes());
        return new Phase(phase, model, new SyntheticBatches(model, codes, root.getInt("pieria.slices")));
    }

    private TransformerConfig base(RunModels models) {
        return TransformerConfig.base(
                models.section(phase), models.grid(RunModels.VQGAN_LOW), models.text(), models.sliceBatch(phase));
    }

    private TransformerConfig superRes(RunModels models) {
        return TransformerConfig.superRes(
                models.section(phase), models.grid(RunModels.VQGAN_HIGH), models.text(), models.sliceBatch(phase));
    }

    private LowTokens low(RunModels models) {
        return LowTokens.from(models.section(phase), models.grid(RunModels.VQGAN_LOW));
    }

    private RunModels models() {
        return new RunModels(root, TEXT_WIDTH);
    }
}
