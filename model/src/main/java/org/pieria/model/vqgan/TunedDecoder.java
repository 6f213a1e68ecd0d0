package org.pieria.model.vqgan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * A larger decoder of a trained VQGAN's tokens, trained while encoder and codebook stay as they are (Muse, section 2.5): the
 * pictures get sharper, and no token changes its meaning. Its parameters are called {@code phase/decoder/...} and, in training,
 * {@code phase/discriminator/...}; it reads the VQGAN's frozen.
 *
 * @param phase the scope of its parameters
 * @param vqgan whose tokens it decodes
 * @param perceptual whose frozen features are compared in training, too
 */
public record TunedDecoder(String phase, Vqgan vqgan, DecoderConfig config, Optional<PerceptualNetwork> perceptual)
        implements Model, PictureDecoder {

    public TunedDecoder {
        requireLarger(vqgan.config().shape(), config.shape());
    }

    /** Without a perceptual network. */
    public TunedDecoder(String phase, Vqgan vqgan, DecoderConfig config) {
        this(phase, vqgan, config, Optional.empty());
    }

    /** The same, trained with a perceptual network. */
    public TunedDecoder with(PerceptualNetwork network) {
        return new TunedDecoder(phase, vqgan, config, Optional.of(network));
    }

    private static void requireLarger(NetworkShape trained, NetworkShape larger) {
        Rules.require(
                larger.levels() == trained.levels(),
                "multipliers of the larger decoder must be as many as those of its VQGAN (" + trained.levels() + ")",
                larger.multipliers());
        Rules.require(
                larger.residualBlocks() >= trained.residualBlocks(),
                "residual-blocks of the larger decoder must be at least those of its VQGAN (" + trained.residualBlocks()
                        + ")",
                larger.residualBlocks());
        for (int level = 0; level < larger.levels(); level++) {
            Rules.require(
                    larger.channelsAt(level) >= trained.channelsAt(level),
                    "channels times multiplier of the larger decoder's level " + level
                            + " must be at least those of its VQGAN (" + trained.channelsAt(level) + ")",
                    larger.channelsAt(level));
        }
    }

    @Override
    public List<Feed> feeds() {
        int side = config.shape().image();
        List<Feed> feeds = new ArrayList<>();
        feeds.add(Feed.floats(Vqgan.IMAGES, config.sliceBatch(), side, side, 3));
        feeds.addAll(pictureLoss().feeds());
        return List.copyOf(feeds);
    }

    @Override
    public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
        Operand<TFloat32> images = inputs.floats(Vqgan.IMAGES);
        Operand<TInt32> tokens = vqgan.encode(tf, parameters.frozen(), images); // [batch, grid, grid]
        Operand<TFloat32> reconstructions = decoded(tf, parameters, tokens);
        List<LossTerm> terms = new ArrayList<>();
        terms.add(new LossTerm(
                Vqgan.MSE, config.weights().reconstruction(), ReconstructionLoss.of(tf, images, reconstructions)));
        PictureLoss.Judged judged = pictureLoss().judge(tf, parameters, inputs, reconstructions);
        terms.addAll(judged.terms());
        Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>(judged.statistics());
        terms.forEach(term -> statistics.put(term.name(), term.value()));
        return new SliceOutputs(LossTerm.sum(tf, terms), statistics);
    }

    @Override
    public Optimizer optimizer() {
        return config.optimizer();
    }

    @Override
    public void revise(Ops tf, Revision revision) {
        pictureLoss().revise(tf, revision);
    }

    @Override
    public Operand<TFloat32> decode(Ops tf, Parameters parameters, Operand<TInt32> tokens) {
        return tf.clipByValue(decoded(tf, parameters, tokens), tf.constant(0f), tf.constant(1f));
    }

    /** What it reads of the VQGAN's last state and leaves as it is: encoder and codebook. */
    public Map<String, float[]> frozen(Map<String, float[]> trained) {
        Map<String, float[]> frozen = new LinkedHashMap<>(trained);
        String encoder = vqgan.phase() + "/" + Vqgan.ENCODER + "/";
        String codebook = vqgan.phase() + "/" + Codebook.NAME;
        frozen.keySet().removeIf(name -> !name.startsWith(encoder) && !name.equals(codebook));
        return frozen;
    }

    /**
     * The state before step 1: the VQGAN's decoder and discriminator as far as they fit, the rest as it is initialised.
     *
     * @param fresh the initial state, by name
     * @param trained the VQGAN's last state, by name
     */
    public Map<String, float[]> begin(Map<String, float[]> fresh, Map<String, float[]> trained) {
        return new DecoderGrowth(this).begin(fresh, trained);
    }

    /** [batch, side, side, 3], near [0, 1] but not held to it. */
    private Operand<TFloat32> decoded(Ops tf, Parameters parameters, Operand<TInt32> tokens) {
        Operand<TFloat32> codes = vqgan.codes(tf, parameters.frozen(), tokens); // [batch, grid, grid, depth]
        return new Decoder(config.shape())
                .decode(tf, codes, parameters.in(phase).in(Vqgan.DECODER));
    }

    private PictureLoss pictureLoss() {
        return new PictureLoss(phase, config.weights(), perceptual);
    }
}
