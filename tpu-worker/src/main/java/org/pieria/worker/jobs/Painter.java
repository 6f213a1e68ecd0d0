package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.pieria.model.decoding.DecodingOptions;
import org.pieria.model.decoding.ParallelDecoder;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/** Paints pictures from captions: base tokens, super-resolution tokens, pixels (Muse, sections 2.3 to 2.8). */
public final class Painter implements AutoCloseable {

    private final RunModels models;
    private final PaintConfig config;
    private final MusePrograms programs;

    /**
     * Builds the graphs for a fixed number of pictures at once.
     *
     * @param weights of base and vqgan-low, and of superres and vqgan-high where high-resolution pictures are wanted;
     *     vqgan-decoder's, where there are any, decode them
     */
    public Painter(EngineConfig engine, RunModels models, PaintConfig config, Map<String, float[]> weights) {
        this.models = models;
        this.config = config;
        MusePrograms.Extent extent = new MusePrograms.Extent(config.batch(), config.high(), false);
        this.programs = new MusePrograms(engine, models, extent, weights);
    }

    /**
     * Pictures of both resolutions.
     *
     * @param low [side, side, 3] each
     * @param high the same; empty when only low-resolution pictures were asked for
     */
    public record Painting(List<float[]> low, List<float[]> high) {

        public Painting {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /** Paints one picture per caption; equal captions with equal keys give equal pictures. */
    public Painting paint(List<TextEncoder.Encoded> captions, List<CounterRandom> keys) {
        return paint(Prompts.of(captions), keys);
    }

    /** The same, away from a negative prompt. */
    public Painting paint(Prompts prompts, List<CounterRandom> keys) {
        List<float[]> low = new ArrayList<>();
        List<float[]> high = new ArrayList<>();
        int count = prompts.captions().size();
        for (int from = 0; from < count; from += config.batch()) {
            int to = Math.min(count, from + config.batch());
            Prompts some = new Prompts(padded(prompts.captions().subList(from, to)), prompts.negative());
            Painting part = batch(some, padded(keys.subList(from, to)));
            low.addAll(part.low().subList(0, to - from));
            high.addAll(config.high() ? part.high().subList(0, to - from) : List.of());
        }
        return new Painting(low, high);
    }

    /** The last batch is filled up with its first element. */
    private <T> List<T> padded(List<T> part) {
        List<T> full = new ArrayList<>(part);
        full.addAll(Collections.nCopies(config.batch() - part.size(), part.get(0)));
        return full;
    }

    private Painting batch(Prompts prompts, List<CounterRandom> keys) {
        int[][] low;
        try (PromptedModel model = programs.base(prompts)) {
            low = decode(RunModels.VQGAN_LOW, config.base(), model, keys(keys, RunModels.BASE));
        }
        List<float[]> lowPictures = programs.pictures(RunModels.VQGAN_LOW, low);
        if (!config.high()) {
            return new Painting(lowPictures, List.of());
        }
        int[][] high;
        try (PromptedModel model = programs.superRes(prompts, low)) {
            high = decode(RunModels.VQGAN_HIGH, config.superRes(), model, keys(keys, RunModels.SUPERRES));
        }
        return new Painting(lowPictures, programs.pictures(RunModels.VQGAN_HIGH, high));
    }

    private int[][] decode(String vqgan, DecodingOptions options, PromptedModel model, List<CounterRandom> keys) {
        TokenGrid grid = models.grid(vqgan);
        int[][] tokens = new int[config.batch()][grid.tokens()];
        Arrays.stream(tokens).forEach(image -> Arrays.fill(image, grid.maskToken()));
        return new ParallelDecoder(grid.codes(), options).decode(model, tokens, keys);
    }

    private static List<CounterRandom> keys(List<CounterRandom> keys, String purpose) {
        return keys.stream().map(key -> key.at(purpose)).toList();
    }

    static List<float[]> split(float[] batch, int count) {
        int size = batch.length / count;
        List<float[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(Arrays.copyOfRange(batch, i * size, (i + 1) * size));
        }
        return parts;
    }

    @Override
    public void close() {
        programs.close();
    }
}
