package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.phase.ImageFeeds;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;
import org.pieria.worker.tokens.TokenisedSample;

/** Turns samples into tokens of both resolutions and encoded captions, in fixed padded batches. For one thread. */
final class Tokeniser implements AutoCloseable {

    private static final int BATCH = 8;

    private final RunData data;
    private final TextEncoder text;
    private final Vqgan low;
    private final Vqgan high;
    private final InferenceProgram program;

    Tokeniser(EngineConfig engine, RunModels models, RunData data, TextEncoder text) {
        this.data = data;
        this.text = text;
        this.low = models.vqgan(RunModels.VQGAN_LOW);
        this.high = models.vqgan(RunModels.VQGAN_HIGH);
        this.program = new InferenceProgram(engine, List.of(tokens(low), tokens(high)));
    }

    /** Takes the weights of both VQGANs. */
    Tokeniser load(Map<String, float[]> weights) {
        program.load(weights);
        return this;
    }

    private static Computation tokens(Vqgan vqgan) {
        int side = vqgan.config().shape().image();
        return new Computation(
                vqgan.phase(),
                List.of(Feed.floats("images", BATCH, side, side, 3)),
                (tf, parameters, inputs) -> List.of(vqgan.encode(tf, parameters, inputs.floats("images"))));
    }

    /** The samples from one number to before another. */
    List<TokenisedSample> tokenise(int from, int to) {
        List<TokenisedSample> samples = new ArrayList<>();
        for (int first = from; first < to; first += BATCH) {
            samples.addAll(batch(first, Math.min(to, first + BATCH)));
        }
        return samples;
    }

    private List<TokenisedSample> batch(int from, int to) {
        int[] numbers = new int[BATCH];
        Arrays.setAll(numbers, i -> Math.min(from + i, to - 1));
        int[] lowTokens = encode(low, numbers);
        int[] highTokens = encode(high, numbers);
        List<String> captions = Arrays.stream(numbers, 0, to - from)
                .mapToObj(number -> data.set().sample(number).caption())
                .toList();
        List<TextEncoder.Encoded> encoded = text.encode(captions);
        List<TokenisedSample> samples = new ArrayList<>();
        for (int i = 0; i < to - from; i++) {
            samples.add(new TokenisedSample(numbers[i], row(lowTokens, i), row(highTokens, i), encoded.get(i)));
        }
        return samples;
    }

    private int[] encode(Vqgan vqgan, int[] numbers) {
        HostTensor images =
                ImageFeeds.images(data.pictures(vqgan.config().shape().image()), numbers);
        return program.ints(vqgan.phase(), Map.of("images", images));
    }

    private static int[] row(int[] all, int index) {
        int width = all.length / BATCH;
        return Arrays.copyOfRange(all, index * width, (index + 1) * width);
    }

    @Override
    public void close() {
        program.close();
    }
}
