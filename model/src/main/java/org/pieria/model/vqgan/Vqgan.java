package org.pieria.model.vqgan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The tokenizer of images: encoder, codebook and decoder, trained to reconstruct (Muse, section 2.2; Esser et al. 2021).
 * Its parameters are called {@code phase/encoder/...}, {@code phase/codebook} and {@code phase/decoder/...}, in training
 * and in frozen use alike, and {@code phase/discriminator/...} in training; every method takes the root of the parameters.
 *
 * @param phase the scope of its parameters
 * @param perceptual whose frozen features are compared in training, too
 */
public record Vqgan(String phase, VqganConfig config, Optional<PerceptualNetwork> perceptual)
        implements Model, PictureDecoder {

    /** The scope of the frozen weights of the perceptual network. */
    public static final String PERCEPTUAL = "perceptual";

    /** The feed of images, [batch, side, side, 3] in [0, 1]. */
    public static final String IMAGES = "images";

    /** The feed of {@link RevivalPositions}, [codes]; only where codes are revived. */
    public static final String REVIVAL_POSITIONS = "revivalPositions";

    /** The feed of the share of the generator's adversarial weight, a scalar in [0, 1]; only where there is a discriminator. */
    public static final String GENERATOR_SHARE = "generatorShare";

    /** The statistic of the squared error of a pixel's colour, in [0, 1]²: a scalar. */
    public static final String MSE = "mse";

    /** The statistic of how often each code was chosen: [codes]. */
    public static final String CODE_COUNTS = "codeCounts";

    /** The statistic of the vectors that may replace dead codes: [codes, depth]. */
    public static final String CANDIDATES = "revivalCandidates";

    /** The statistic that tells which of them lie in the slice: [codes], 0 or 1. */
    public static final String CANDIDATES_FOUND = "revivalCandidatesFound";

    /** The scope of the encoder below the phase. */
    static final String ENCODER = "encoder";

    /** The scope of the decoder below the phase. */
    static final String DECODER = "decoder";

    /** Without a perceptual network. */
    public Vqgan(String phase, VqganConfig config) {
        this(phase, config, Optional.empty());
    }

    /** The same, trained with a perceptual network. */
    public Vqgan with(PerceptualNetwork network) {
        return new Vqgan(phase, config, Optional.of(network));
    }

    @Override
    public List<Feed> feeds() {
        NetworkShape shape = config.shape();
        List<Feed> feeds = new ArrayList<>();
        feeds.add(Feed.floats(IMAGES, config.sliceBatch(), shape.image(), shape.image(), 3));
        if (config.codebook().revives()) {
            feeds.add(Feed.ints(REVIVAL_POSITIONS, config.codebook().codes()));
        }
        feeds.addAll(pictureLoss().feeds());
        return List.copyOf(feeds);
    }

    @Override
    public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
        Operand<TFloat32> images = inputs.floats(IMAGES);
        Quantized quantized = quantize(tf, parameters, images);
        Operand<TFloat32> codes = onGrid(tf, Codebook.passThrough(tf, quantized), images);
        Operand<TFloat32> reconstructions =
                decoder().decode(tf, codes, scope(parameters).in(DECODER));
        List<LossTerm> terms = terms(tf, quantized, ReconstructionLoss.of(tf, images, reconstructions));
        PictureLoss.Judged judged = pictureLoss().judge(tf, parameters, inputs, reconstructions);
        terms.addAll(judged.terms());
        Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>(judged.statistics());
        terms.forEach(term -> statistics.put(term.name(), term.value()));
        statistics.put(CODE_COUNTS, counts(tf, quantized));
        if (config.codebook().revives()) {
            revival().declare(scope(parameters));
            Revival.offer(tf, quantized.vectors(), inputs.ints(REVIVAL_POSITIONS), statistics);
        }
        return new SliceOutputs(LossTerm.sum(tf, terms), statistics);
    }

    @Override
    public Optimizer optimizer() {
        return config.optimizer();
    }

    /** How the images of the step, on all hosts together, use the codebook. */
    @Override
    public Map<String, Double> quantities(Function<String, float[]> sums) {
        CodeUsage usage = CodeUsage.ofCounts(sums.apply(CODE_COUNTS));
        return Map.of("codebook-usage", usage.share(), "codebook-perplexity", usage.perplexity());
    }

    @Override
    public void revise(Ops tf, Revision revision) {
        if (config.codebook().revives()) {
            revival().revise(tf, revision, optimizer());
        }
        pictureLoss().revise(tf, revision);
    }

    /**
     * The tokens of images.
     *
     * @param parameters the root; a frozen view of it where another phase is trained
     * @param images [batch, side, side, 3] in [0, 1]; any batch
     * @return [batch, grid, grid], in 0 .. codes-1
     */
    public Operand<TInt32> encode(Ops tf, Parameters parameters, Operand<TFloat32> images) {
        Operand<TInt32> tokens = quantize(tf, parameters, images).tokens(); // [vectors]
        return tf.reshape(tokens, tf.constant(grid(images.shape().get(0))));
    }

    @Override
    public Operand<TFloat32> decode(Ops tf, Parameters parameters, Operand<TInt32> tokens) {
        Operand<TFloat32> codes = codes(tf, parameters, tokens);
        Operand<TFloat32> images = decoder().decode(tf, codes, scope(parameters).in(DECODER));
        return tf.clipByValue(images, tf.constant(0f), tf.constant(1f));
    }

    /**
     * Images as they are after encoding and decoding.
     *
     * @param images [batch, side, side, 3] in [0, 1]; any batch
     * @return of the same shape, in [0, 1]
     */
    public Operand<TFloat32> reconstruct(Ops tf, Parameters parameters, Operand<TFloat32> images) {
        return decode(tf, parameters, encode(tf, parameters, images));
    }

    /** The codes that tokens stand for, [batch, grid, grid, depth]. */
    Operand<TFloat32> codes(Ops tf, Parameters parameters, Operand<TInt32> tokens) {
        return codebook().lookUp(tf, tokens, scope(parameters));
    }

    private List<LossTerm> terms(Ops tf, Quantized quantized, Operand<TFloat32> squaredError) {
        LossWeights weights = config.weights();
        List<LossTerm> terms = new ArrayList<>();
        terms.add(new LossTerm(MSE, weights.reconstruction(), squaredError));
        terms.add(new LossTerm("commitment", weights.commitment(), QuantizationLoss.commitment(tf, quantized)));
        terms.add(new LossTerm("codebook", 1, QuantizationLoss.codebook(tf, quantized)));
        if (weights.entropy() > 0) {
            terms.add(new LossTerm("entropy", weights.entropy(), EntropyLoss.of(tf, quantized.distances())));
        }
        return terms;
    }

    private Quantized quantize(Ops tf, Parameters parameters, Operand<TFloat32> images) {
        Encoder encoder = new Encoder(config.shape(), config.codebook().depth());
        Operand<TFloat32> encoded = encoder.encode(tf, images, scope(parameters).in(ENCODER));
        long[] flat = {-1, config.codebook().depth()};
        return codebook().quantize(tf, tf.reshape(encoded, tf.constant(flat)), scope(parameters));
    }

    private Operand<TFloat32> onGrid(Ops tf, Operand<TFloat32> codes, Operand<TFloat32> images) {
        long[] grid = grid(images.shape().get(0));
        long[] shape = {grid[0], grid[1], grid[2], config.codebook().depth()};
        return tf.reshape(codes, tf.constant(shape));
    }

    private Operand<TFloat32> counts(Ops tf, Quantized quantized) {
        Operand<TFloat32> ones = tf.onesLike(tf.dtypes.cast(quantized.tokens(), TFloat32.class));
        Operand<TInt32> codes = tf.constant(config.codebook().codes());
        return tf.math.unsortedSegmentSum(ones, quantized.tokens(), codes); // [codes]
    }

    private long[] grid(long batch) {
        int side = config.shape().grid();
        return new long[] {batch, side, side};
    }

    private Parameters scope(Parameters root) {
        return root.in(phase);
    }

    private Codebook codebook() {
        return new Codebook(config.codebook());
    }

    private Decoder decoder() {
        return new Decoder(config.shape());
    }

    private PictureLoss pictureLoss() {
        return new PictureLoss(phase, config.weights(), perceptual);
    }

    private Revival revival() {
        return new Revival(phase, config.codebook());
    }
}
