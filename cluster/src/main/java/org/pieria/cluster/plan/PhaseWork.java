package org.pieria.cluster.plan;

import com.typesafe.config.Config;
import org.pieria.model.graph.ModelSize;
import org.pieria.model.transformer.LowTokens;
import org.pieria.model.transformer.TransformerConfig;
import org.pieria.model.transformer.TransformerFlop;
import org.pieria.model.vqgan.NetworkShape;
import org.pieria.model.vqgan.TunedDecoder;
import org.pieria.model.vqgan.VqganConfig;
import org.pieria.model.vqgan.VqganFlop;
import org.pieria.worker.phase.RunModels;

/**
 * The work of one phase of a configuration, independent of where it is done.
 *
 * @param batch images of a step
 * @param sliceForward FLOP of one slice's forward pass; what is frozen, and so has no backward pass, counts a third
 * @param activations numbers that one slice's backward pass needs of its forward pass, roughly
 */
public record PhaseWork(String phase, ModelSize size, int batch, double sliceForward, double activations) {

    /** Numbers of the width that a layer of self-attention, cross-attention and MLP keeps per token. */
    private static final int WIDTHS = 16;

    /** Numbers of the MLP's width that it keeps per token. */
    private static final int MLPS = 4;

    /** Maps of the size of its output that a residual block keeps. */
    private static final int MAPS = 8;

    /** Builds the phase's graph, to count in it. */
    static PhaseWork of(RunModels models, String phase) {
        int samples = models.sliceBatch(phase);
        return switch (phase) {
            case RunModels.BASE -> base(models, samples);
            case RunModels.SUPERRES -> superRes(models, samples);
            case RunModels.VQGAN_DECODER -> decoder(models);
            default -> vqgan(models, phase);
        };
    }

    private static PhaseWork base(RunModels models, int samples) {
        Config section = models.section(RunModels.BASE);
        TransformerConfig config =
                TransformerConfig.base(section, models.grid(RunModels.VQGAN_LOW), models.text(), samples);
        return new PhaseWork(
                RunModels.BASE,
                ModelSize.of(models.base(samples)),
                section.getInt("batch"),
                new TransformerFlop(config).base(),
                kept(config, config.text().tokens()));
    }

    private static PhaseWork superRes(RunModels models, int samples) {
        Config section = models.section(RunModels.SUPERRES);
        TransformerConfig config =
                TransformerConfig.superRes(section, models.grid(RunModels.VQGAN_HIGH), models.text(), samples);
        LowTokens low = LowTokens.from(section, models.grid(RunModels.VQGAN_LOW));
        return new PhaseWork(
                RunModels.SUPERRES,
                ModelSize.of(models.superRes(samples)),
                section.getInt("batch"),
                new TransformerFlop(config).superRes(low),
                kept(config, config.text().tokens() + low.grid().tokens()));
    }

    private static PhaseWork vqgan(RunModels models, String phase) {
        VqganConfig config = models.vqgan(phase).config();
        return new PhaseWork(
                phase,
                ModelSize.of(models.vqgan(phase)),
                models.section(phase).getInt("batch"),
                new VqganFlop(config).forward(),
                kept(config));
    }

    private static PhaseWork decoder(RunModels models) {
        TunedDecoder decoder = models.tunedDecoder();
        return new PhaseWork(
                RunModels.VQGAN_DECODER,
                ModelSize.of(decoder),
                models.section(RunModels.VQGAN_DECODER).getInt("batch"),
                VqganFlop.tuning(decoder),
                decoder.config().sliceBatch() * kept(decoder.config().shape()) / 2);
    }

    private static double kept(TransformerConfig config, int context) {
        int tokens = config.grid().tokens();
        int cells = config.block() * config.block();
        double seen = cells == 0 ? tokens : (cells + (double) tokens / cells) / 2;
        double perToken = WIDTHS * config.size().width()
                + MLPS * config.size().mlp()
                + 2 * config.size().heads() * (seen + context);
        double logits = 3.0 * tokens * config.grid().codes();
        return config.batch() * (config.size().layers() * tokens * perToken + logits);
    }

    private static double kept(VqganConfig config) {
        NetworkShape shape = config.shape();
        double distances = 2.0 * shape.grid() * shape.grid() * config.codebook().codes();
        return config.sliceBatch() * (kept(shape) + distances);
    }

    /** Of encoder and decoder of one image. */
    private static double kept(NetworkShape shape) {
        double kept = 0;
        for (int level = 0; level < shape.levels(); level++) {
            double side = (double) shape.image() / (shape.patch() << level);
            kept += 2.0 * MAPS * shape.residualBlocks() * side * side * shape.channelsAt(level);
        }
        return kept;
    }
}
