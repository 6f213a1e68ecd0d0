package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.vqgan.CodeUsage;
import org.pieria.model.vqgan.ConstantImage;
import org.pieria.model.vqgan.PictureDecoder;
import org.pieria.model.vqgan.Psnr;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.data.ImageCache;
import org.pieria.worker.phase.ImageFeeds;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;

/**
 * The metrics of a VQGAN, or of a larger decoder of its tokens, on held-out images: reconstruction PSNR beside that of the best constant image, and how much of the
 * codebook they use.
 */
final class ImageEvaluator implements AutoCloseable {

    private static final int BATCH = 8;
    private static final String ENCODE = "encode";
    private static final String DECODE = "decode";

    private final Vqgan vqgan;
    private final RunData data;
    private final InferenceProgram program;

    ImageEvaluator(EngineConfig engine, Vqgan vqgan, PictureDecoder decoder, RunData data) {
        this.vqgan = vqgan;
        this.data = data;
        int side = vqgan.config().shape().image();
        int grid = vqgan.config().shape().grid();
        this.program = new InferenceProgram(
                engine,
                List.of(
                        new Computation(
                                ENCODE,
                                List.of(Feed.floats("images", BATCH, side, side, 3)),
                                (tf, parameters, inputs) ->
                                        List.of(vqgan.encode(tf, parameters, inputs.floats("images")))),
                        new Computation(
                                DECODE,
                                List.of(Feed.ints("tokens", BATCH, grid, grid)),
                                (tf, parameters, inputs) ->
                                        List.of(decoder.decode(tf, parameters, inputs.ints("tokens"))))));
    }

    ImageEvaluator load(Map<String, float[]> weights) {
        program.load(weights);
        return this;
    }

    /** Originals and reconstructions of a batch, and its tokens. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Batch(float[] images, float[] reconstructions, int[] tokens) {}

    Map<String, Double> evaluate() {
        int[] heldOut = data.split().heldOut();
        Psnr psnr = Psnr.none();
        ConstantImage constant = ConstantImage.ofSide(vqgan.config().shape().image());
        CodeUsage usage = CodeUsage.of(vqgan.config().codebook().codes());
        for (int from = 0; from < heldOut.length; from += BATCH) {
            int count = Math.min(BATCH, heldOut.length - from);
            Batch batch = reconstruct(heldOut, from);
            float[] images = part(batch.images(), count);
            psnr = psnr.plus(images, part(batch.reconstructions(), count));
            usage = usage.plus(Arrays.copyOf(batch.tokens(), batch.tokens().length / BATCH * count));
            constant = constant.plus(images);
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        double best = constant.best().decibels();
        metrics.put("psnr", psnr.decibels());
        metrics.put("constant-image-psnr", best);
        metrics.put("above-constant-image", psnr.decibels() - best);
        metrics.put("codebook-usage", usage.share());
        metrics.put("codebook-perplexity", usage.perplexity());
        metrics.put("samples", (double) heldOut.length);
        return metrics;
    }

    private static float[] part(float[] batch, int count) {
        return Arrays.copyOf(batch, batch.length / BATCH * count);
    }

    /** The pictures of chosen samples after encoding and decoding, [side, side, 3] each. */
    List<float[]> reconstructions(int[] samples) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < samples.length; from += BATCH) {
            int count = Math.min(BATCH, samples.length - from);
            all.addAll(Painter.split(reconstruct(samples, from).reconstructions(), BATCH)
                    .subList(0, count));
        }
        return all;
    }

    /** The last batch is filled up with its first sample. */
    private Batch reconstruct(int[] samples, int from) {
        int[] numbers = new int[BATCH];
        Arrays.setAll(numbers, i -> samples[from + i < samples.length ? from + i : from]);
        HostTensor.Floats images = (HostTensor.Floats) ImageFeeds.images(pictures(), numbers);
        int[] tokens = program.ints(ENCODE, Map.of("images", images));
        int grid = vqgan.config().shape().grid();
        HostTensor fed = HostTensor.ints(tokens, BATCH, grid, grid);
        return new Batch(
                images.values(), program.floats(DECODE, Map.of("tokens", fed)).get(0), tokens);
    }

    private ImageCache pictures() {
        return data.pictures(vqgan.config().shape().image());
    }

    @Override
    public void close() {
        program.close();
    }
}
