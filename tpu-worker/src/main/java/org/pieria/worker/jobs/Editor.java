package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pieria.model.decoding.ParallelDecoder;
import org.pieria.model.editing.MaskFreeEditing;
import org.pieria.model.editing.Region;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/** Edits pictures with the models that paint them (Muse, section 4): nothing is trained. For one thread. */
public final class Editor implements AutoCloseable {

    private final RunModels models;
    private final PaintConfig config;
    private final MusePrograms programs;

    /**
     * Builds the graphs.
     *
     * @param config one picture at once
     * @param weights of base and vqgan-low, and of superres and vqgan-high where high-resolution pictures are wanted;
     *     vqgan-decoder's, where there are any, decode them
     */
    public Editor(EngineConfig engine, RunModels models, PaintConfig config, Map<String, float[]> weights) {
        if (config.batch() != 1) {
            throw new IllegalArgumentException("pictures are edited one at once, got " + config.batch());
        }
        this.models = models;
        this.config = config;
        MusePrograms.Extent extent = new MusePrograms.Extent(1, config.high(), true);
        this.programs = new MusePrograms(engine, models, extent, weights);
    }

    /**
     * What is to be edited.
     *
     * @param prompts one caption
     * @param key decides everything random
     */
    public record Request(EditCanvas canvas, Prompts prompts, CounterRandom key) {

        public Request {
            if (prompts.captions().size() != 1) {
                throw new IllegalArgumentException(
                        "an edit has one prompt, got " + prompts.captions().size());
            }
        }
    }

    /**
     * An edited picture.
     *
     * @param iteration of editing without a mask; 1 otherwise
     * @param low [side, side, 3]
     * @param high the same; null when the run has no super-resolution
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Edited(int iteration, float[] low, float @Nullable [] high) {

        /** The picture of the highest resolution that there is. */
        public float[] best() {
            return high == null ? low : high;
        }
    }

    /**
     * Paints the hidden part of a picture: in- and outpainting. Every token outside of it stays as it is, at both
     * resolutions.
     */
    public Edited repaint(Request request) {
        TokenGrid grid = models.grid(RunModels.VQGAN_LOW);
        Region region = request.canvas().region(side(RunModels.VQGAN_LOW)).coarser(grid.rows());
        int[] start = region.hide(tokens(RunModels.VQGAN_LOW, request), grid.maskToken());
        int[] low;
        try (PromptedModel model = programs.base(request.prompts())) {
            low = new ParallelDecoder(grid.codes(), config.base())
                    .decode(model, batch(start), keys(request, RunModels.BASE))[0];
        }
        if (!config.high()) {
            return edited(1, low, null);
        }
        TokenGrid highGrid = models.grid(RunModels.VQGAN_HIGH);
        int[] highStart =
                region.finer(highGrid.rows()).hide(tokens(RunModels.VQGAN_HIGH, request), highGrid.maskToken());
        return edited(1, low, enlarge(request, low, highStart));
    }

    /**
     * Moves a picture towards the prompt little by little.
     *
     * @param keepEvery iterations between the pictures that are kept; the last is kept always
     * @return in the order of iterations
     */
    public List<Edited> maskFree(Request request, MaskFreeEditing editing, int keepEvery) {
        TokenGrid grid = models.grid(RunModels.VQGAN_LOW);
        CounterRandom key = keys(request, RunModels.BASE).get(0);
        MaskFreeEditing.Subject subject =
                new MaskFreeEditing.Subject(tokens(RunModels.VQGAN_LOW, request), grid.codes(), key);
        List<Edited> kept = new ArrayList<>();
        try (PromptedModel model = programs.base(request.prompts())) {
            for (MaskFreeEditing.Stage stage : editing.edit(model, subject, keepEvery)) {
                int[] high = config.high() ? enlarge(request, stage.tokens(), allHidden()) : null;
                kept.add(edited(stage.iteration(), stage.tokens(), high));
            }
        }
        return kept;
    }

    private int[] enlarge(Request request, int[] low, int[] start) {
        int codes = models.grid(RunModels.VQGAN_HIGH).codes();
        try (PromptedModel model = programs.superRes(request.prompts(), batch(low))) {
            return new ParallelDecoder(codes, config.superRes())
                    .decode(model, batch(start), keys(request, RunModels.SUPERRES))[0];
        }
    }

    private int[] allHidden() {
        TokenGrid grid = models.grid(RunModels.VQGAN_HIGH);
        int[] tokens = new int[grid.tokens()];
        Arrays.fill(tokens, grid.maskToken());
        return tokens;
    }

    private Edited edited(int iteration, int[] low, int @Nullable [] high) {
        float[] lowPicture = programs.pictures(RunModels.VQGAN_LOW, batch(low)).get(0);
        float[] highPicture = high == null
                ? null
                : programs.pictures(RunModels.VQGAN_HIGH, batch(high)).get(0);
        return new Edited(iteration, lowPicture, highPicture);
    }

    private int[] tokens(String phase, Request request) {
        return programs.tokens(phase, request.canvas().pixels(side(phase)));
    }

    private int side(String phase) {
        return models.vqgan(phase).config().shape().image();
    }

    private static int[][] batch(int[] tokens) {
        return new int[][] {tokens};
    }

    private static List<CounterRandom> keys(Request request, String purpose) {
        return List.of(request.key().at(purpose));
    }

    @Override
    public void close() {
        programs.close();
    }
}
