package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Model;
import org.pieria.model.masking.MaskDraw;
import org.pieria.model.masking.PositionEntropy;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.Split;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.phase.TokenFeeds;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;
import org.pieria.worker.tokens.TokenSet;
import org.pieria.worker.tokens.TokenisedSample;

/**
 * The metrics of a transformer: the cross-entropy (nats per hidden token) of held-out samples beside the entropy that
 * positions alone explain, and the same with the conditioning taken away or wrong, which shows that it works.
 */
final class TokenEvaluator implements AutoCloseable {

    private static final int BATCH = 8;
    private static final int TRAINING_SAMPLES = 256;
    private static final String LOSS = "evaluate";

    private final RunModels models;
    private final String phase;
    private final TokenSet tokens;
    private final Split split;
    private final TokenFeeds feeds;
    private final CounterRandom random;
    private final InferenceProgram program;

    TokenEvaluator(EngineConfig engine, RunModels models, String phase, Samples samples) {
        this.models = models;
        this.phase = phase;
        this.tokens = samples.tokens();
        this.split = samples.split();
        this.feeds = new TokenFeeds(models.text());
        this.random = CounterRandom.of(engine.seed()).at(phase).at("evaluation");
        Model model = superRes() ? models.superRes(BATCH) : models.base(BATCH);
        this.program = new InferenceProgram(engine, List.of(Computation.ofModel(LOSS, model)));
    }

    /** What is evaluated on. */
    record Samples(TokenSet tokens, Split split) {}

    /** How a sample is conditioned. */
    private enum Condition {
        RIGHT,
        SHUFFLED_CAPTION,
        NO_CAPTION,
        NO_LOW_TOKENS
    }

    TokenEvaluator load(Map<String, float[]> weights) {
        program.load(weights);
        return this;
    }

    Map<String, Double> evaluate() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        int[] heldOut = split.heldOut();
        double crossEntropy = crossEntropy(heldOut, Condition.RIGHT);
        double entropy = positionEntropy(split.train());
        metrics.put("cross-entropy", crossEntropy);
        metrics.put("position-entropy", entropy);
        metrics.put("below-position-entropy", 1 - crossEntropy / entropy);
        metrics.put("cross-entropy-no-caption", crossEntropy(heldOut, Condition.NO_CAPTION));
        int[] training = Arrays.copyOf(split.train(), Math.min(TRAINING_SAMPLES, split.train().length));
        metrics.put("training-right-caption", crossEntropy(training, Condition.RIGHT));
        metrics.put("training-shuffled-caption", crossEntropy(training, Condition.SHUFFLED_CAPTION));
        if (superRes()) {
            metrics.put("cross-entropy-no-low-tokens", crossEntropy(heldOut, Condition.NO_LOW_TOKENS));
        }
        metrics.put("samples", (double) whole(heldOut.length));
        return metrics;
    }

    private double positionEntropy(int[] samples) {
        PositionEntropy entropy = new PositionEntropy(
                labels(tokens.sample(samples[0])).length,
                models.grid(superRes() ? RunModels.VQGAN_HIGH : RunModels.VQGAN_LOW)
                        .codes());
        for (int sample : samples) {
            entropy.add(labels(tokens.sample(sample)));
        }
        return entropy.entropy();
    }

    /** The mean over whole batches; masks depend on the sample alone, so conditions are compared on equal terms. */
    private double crossEntropy(int[] samples, Condition condition) {
        double sum = 0;
        int batches = whole(samples.length) / BATCH;
        for (int batch = 0; batch < batches; batch++) {
            int[] numbers = Arrays.copyOfRange(samples, batch * BATCH, (batch + 1) * BATCH);
            sum += program.floats(LOSS, batch(numbers, samples, condition)).get(0)[0];
        }
        return sum / batches;
    }

    private static int whole(int samples) {
        if (samples < BATCH) {
            throw new IllegalArgumentException(
                    "an evaluation needs at least " + BATCH + " samples, has " + samples + ": raise data.held-out");
        }
        return samples / BATCH * BATCH;
    }

    private Map<String, HostTensor> batch(int[] numbers, int[] all, Condition condition) {
        List<int[]> labels = new ArrayList<>();
        List<int[]> low = new ArrayList<>();
        List<float[]> masks = new ArrayList<>();
        List<TextEncoder.Encoded> captions = new ArrayList<>();
        for (int number : numbers) {
            TokenisedSample sample = tokens.sample(number);
            labels.add(labels(sample));
            low.add(sample.low());
            masks.add(MaskDraw.of(random.at(number), labels(sample).length).mask());
            captions.add(caption(number, all, condition));
        }
        Map<String, HostTensor> fed = feeds.text(captions);
        fed.put("tokens", TokenFeeds.tokens(labels));
        fed.put("mask", TokenFeeds.mask(masks));
        if (superRes()) {
            fed.put("lowTokens", TokenFeeds.tokens(low));
            fed.put("lowWeight", TokenFeeds.weight(BATCH, condition == Condition.NO_LOW_TOKENS ? 0 : 1));
        }
        return fed;
    }

    private TextEncoder.Encoded caption(int number, int[] all, Condition condition) {
        return switch (condition) {
            case NO_CAPTION -> TokenFeeds.noCaption();
            case SHUFFLED_CAPTION ->
                tokens.sample(all[random.at("shuffle").below(number, all.length)])
                        .text();
            default -> tokens.sample(number).text();
        };
    }

    private int[] labels(TokenisedSample sample) {
        return superRes() ? sample.high() : sample.low();
    }

    private boolean superRes() {
        return phase.equals(RunModels.SUPERRES);
    }

    @Override
    public void close() {
        program.close();
    }
}
