package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.model.vqgan.PictureDecoder;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.phase.TokenFeeds;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;

/** The frozen models that paint and edit, for a fixed number of pictures at once. For one thread. */
final class MusePrograms implements AutoCloseable {

    private static final String DECODE = "decode-";
    private static final String ENCODE = "encode-";

    private final RunModels models;
    private final Extent extent;
    private final TokenFeeds feeds;
    private final boolean tuned;
    private final InferenceProgram program;

    /**
     * What is needed of them.
     *
     * @param batch pictures at once
     * @param high whether the high resolution is
     * @param encoders whether pictures are turned into tokens too
     */
    record Extent(int batch, boolean high, boolean encoders) {

        Extent {
            if (batch < 1) {
                throw new IllegalArgumentException("pictures at once must be at least 1, was " + batch);
            }
        }

        List<String> vqgans() {
            return high ? List.of(RunModels.VQGAN_LOW, RunModels.VQGAN_HIGH) : List.of(RunModels.VQGAN_LOW);
        }
    }

    /**
     * Builds the graphs and takes the weights of all phases that are needed. High-resolution tokens go through the larger
     * decoder where the weights hold one.
     */
    MusePrograms(EngineConfig engine, RunModels models, Extent extent, Map<String, float[]> weights) {
        this.models = models;
        this.extent = extent;
        this.feeds = new TokenFeeds(models.text());
        this.tuned = weights.keySet().stream().anyMatch(name -> name.startsWith(RunModels.VQGAN_DECODER + "/"));
        this.program = new InferenceProgram(engine, computations()).load(weights);
    }

    private List<Computation> computations() {
        List<Computation> all = new ArrayList<>(base().computations());
        if (extent.high()) {
            all.addAll(superRes().computations());
        }
        extent.vqgans().forEach(phase -> all.add(decoder(phase)));
        if (extent.encoders()) {
            extent.vqgans().forEach(phase -> all.add(encoder(models.vqgan(phase))));
        }
        return all;
    }

    private PromptedModel.Form base() {
        return new PromptedModel.Form(RunModels.BASE, models.base(extent.batch()));
    }

    private PromptedModel.Form superRes() {
        return new PromptedModel.Form(RunModels.SUPERRES, models.superRes(extent.batch()));
    }

    private Computation decoder(String phase) {
        TokenGrid grid = models.grid(phase);
        boolean larger = tuned && phase.equals(RunModels.VQGAN_HIGH);
        PictureDecoder decoder = larger ? models.tunedDecoder() : models.vqgan(phase);
        return new Computation(
                DECODE + phase,
                List.of(Feed.ints("tokens", extent.batch(), grid.rows(), grid.columns())),
                (tf, parameters, inputs) -> List.of(decoder.decode(tf, parameters, inputs.ints("tokens"))));
    }

    private Computation encoder(Vqgan vqgan) {
        int side = vqgan.config().shape().image();
        List<Feed> images = List.of(Feed.floats("images", extent.batch(), side, side, 3));
        return new Computation(
                ENCODE + vqgan.phase(),
                images,
                (tf, parameters, inputs) -> List.of(vqgan.encode(tf, parameters, inputs.floats("images"))));
    }

    /** Low-resolution tokens under the prompts, one for each picture; the caller closes it. */
    PromptedModel base(Prompts prompts) {
        return prompted(base(), prompts, Map.of());
    }

    /**
     * High-resolution tokens under the prompts, one for each picture; the caller closes it.
     *
     * @param low [batch][tokens]: what super-resolution enlarges
     */
    PromptedModel superRes(Prompts prompts, int[][] low) {
        return prompted(
                superRes(),
                prompts,
                Map.of(
                        "lowTokens",
                        TokenFeeds.tokens(Arrays.asList(low)),
                        "lowWeight",
                        TokenFeeds.weight(low.length, 1)));
    }

    private PromptedModel prompted(PromptedModel.Form form, Prompts prompts, Map<String, HostTensor> shared) {
        List<TextEncoder.Encoded> negative =
                Collections.nCopies(prompts.captions().size(), prompts.negative());
        return new PromptedModel(
                program, form, new PromptedModel.Condition(fed(prompts.captions(), shared), fed(negative, shared)));
    }

    private Map<String, HostTensor> fed(List<TextEncoder.Encoded> captions, Map<String, HostTensor> shared) {
        Map<String, HostTensor> all = new HashMap<>(shared);
        all.putAll(feeds.text(captions));
        return all;
    }

    /**
     * The pictures of tokens.
     *
     * @param phase of the VQGAN
     * @param tokens [batch][tokens]
     * @return [side, side, 3] each
     */
    List<float[]> pictures(String phase, int[][] tokens) {
        TokenGrid grid = models.grid(phase);
        HostTensor flat = TokenFeeds.tokens(Arrays.asList(tokens));
        HostTensor square =
                HostTensor.ints(((HostTensor.Ints) flat).values(), tokens.length, grid.rows(), grid.columns());
        return Painter.split(
                program.floats(DECODE + phase, Map.of("tokens", square)).get(0), tokens.length);
    }

    /**
     * The tokens of one picture, where one picture at once is painted.
     *
     * @param phase of the VQGAN
     * @param picture [side, side, 3] in [0, 1]
     */
    int[] tokens(String phase, float[] picture) {
        int side = models.vqgan(phase).config().shape().image();
        return program.ints(ENCODE + phase, Map.of("images", HostTensor.floats(picture, 1, side, side, 3)));
    }

    @Override
    public void close() {
        program.close();
    }
}
