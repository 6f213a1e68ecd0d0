package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.decoding.Logits;
import org.pieria.model.decoding.ParallelDecoder;
import org.pieria.model.graph.Feed;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.transformer.BaseTransformer;
import org.pieria.model.transformer.SuperResTransformer;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.phase.TokenFeeds;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;

/** Paints pictures from captions: base tokens, super-resolution tokens, pixels (Muse, sections 2.3 to 2.8). */
public final class Painter implements AutoCloseable {

    private static final String BASE = "base";
    private static final String SUPERRES = "superres";
    private static final String LOW = "decode-low";
    private static final String HIGH = "decode-high";

    private final RunModels models;
    private final PaintConfig config;
    private final TokenFeeds feeds;
    private final InferenceProgram program;

    /**
     * Builds the graphs for a fixed number of pictures at once.
     *
     * @param weights of base and vqgan-low, and of superres and vqgan-high where high-resolution pictures are wanted
     */
    public Painter(EngineConfig engine, RunModels models, PaintConfig config, Map<String, float[]> weights) {
        this.models = models;
        this.config = config;
        this.feeds = new TokenFeeds(models.text());
        this.program = new InferenceProgram(engine, computations()).load(weights);
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

    private List<Computation> computations() {
        int batch = config.batch();
        List<Computation> all = new ArrayList<>();
        BaseTransformer base = models.base(batch);
        all.add(new Computation(
                BASE, base.decodingFeeds(), (tf, parameters, inputs) -> List.of(base.logits(tf, parameters, inputs))));
        all.add(pixels(LOW, RunModels.VQGAN_LOW));
        if (config.high()) {
            SuperResTransformer superRes = models.superRes(batch);
            all.add(new Computation(
                    SUPERRES,
                    superRes.decodingFeeds(),
                    (tf, parameters, inputs) -> List.of(superRes.logits(tf, parameters, inputs))));
            all.add(pixels(HIGH, RunModels.VQGAN_HIGH));
        }
        return all;
    }

    private Computation pixels(String name, String phase) {
        Vqgan vqgan = models.vqgan(phase);
        TokenGrid grid = models.grid(phase);
        List<Feed> tokens = List.of(Feed.ints("tokens", config.batch(), grid.rows(), grid.columns()));
        return new Computation(
                name, tokens, (tf, parameters, inputs) -> List.of(vqgan.decode(tf, parameters, inputs.ints("tokens"))));
    }

    /** Paints one picture per caption; equal captions with equal keys give equal pictures. */
    public Painting paint(List<TextEncoder.Encoded> captions, List<CounterRandom> keys) {
        List<float[]> low = new ArrayList<>();
        List<float[]> high = new ArrayList<>();
        for (int from = 0; from < captions.size(); from += config.batch()) {
            int to = Math.min(captions.size(), from + config.batch());
            Painting part = batch(padded(captions.subList(from, to)), padded(keys.subList(from, to)));
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

    private Painting batch(List<TextEncoder.Encoded> captions, List<CounterRandom> keys) {
        TokenGrid lowGrid = models.grid(RunModels.VQGAN_LOW);
        int[][] low = new ParallelDecoder(lowGrid.codes(), config.base())
                .decode(logits(BASE, captions, Map.of()), hidden(lowGrid), keys(keys, BASE));
        List<float[]> lowPixels = pictures(LOW, low, lowGrid);
        if (!config.high()) {
            return new Painting(lowPixels, List.of());
        }
        TokenGrid highGrid = models.grid(RunModels.VQGAN_HIGH);
        Map<String, HostTensor> condition = Map.of(
                "lowTokens", TokenFeeds.tokens(Arrays.asList(low)), "lowWeight", TokenFeeds.weight(low.length, 1));
        int[][] high = new ParallelDecoder(highGrid.codes(), config.superRes())
                .decode(logits(SUPERRES, captions, condition), hidden(highGrid), keys(keys, SUPERRES));
        return new Painting(lowPixels, pictures(HIGH, high, highGrid));
    }

    private Logits logits(String model, List<TextEncoder.Encoded> captions, Map<String, HostTensor> condition) {
        Map<String, HostTensor> with = feeds.text(captions);
        Map<String, HostTensor> without = feeds.text(Collections.nCopies(captions.size(), TokenFeeds.noCaption()));
        return tokens -> {
            Map<String, HostTensor> shared = new HashMap<>(condition);
            shared.put("tokens", TokenFeeds.tokens(Arrays.asList(tokens)));
            return new Logits.Pair(forward(model, shared, with), forward(model, shared, without));
        };
    }

    private float[] forward(String model, Map<String, HostTensor> shared, Map<String, HostTensor> text) {
        Map<String, HostTensor> all = new HashMap<>(shared);
        all.putAll(text);
        return program.floats(model, all).get(0);
    }

    private int[][] hidden(TokenGrid grid) {
        int[][] tokens = new int[config.batch()][grid.tokens()];
        Arrays.stream(tokens).forEach(image -> Arrays.fill(image, grid.maskToken()));
        return tokens;
    }

    private static List<CounterRandom> keys(List<CounterRandom> keys, String purpose) {
        return keys.stream().map(key -> key.at(purpose)).toList();
    }

    private List<float[]> pictures(String computation, int[][] tokens, TokenGrid grid) {
        HostTensor flat = TokenFeeds.tokens(Arrays.asList(tokens));
        HostTensor square =
                HostTensor.ints(((HostTensor.Ints) flat).values(), tokens.length, grid.rows(), grid.columns());
        return split(program.floats(computation, Map.of("tokens", square)).get(0), tokens.length);
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
        program.close();
    }
}
