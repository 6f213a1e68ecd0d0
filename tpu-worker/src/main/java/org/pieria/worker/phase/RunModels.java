package org.pieria.worker.phase;

import com.typesafe.config.Config;
import java.util.Collection;
import java.util.List;
import org.pieria.model.optimizer.AdaFactor;
import org.pieria.model.transformer.BaseTransformer;
import org.pieria.model.transformer.LowTokens;
import org.pieria.model.transformer.SuperResTransformer;
import org.pieria.model.transformer.TextShape;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.model.transformer.TransformerConfig;
import org.pieria.model.vqgan.DecoderConfig;
import org.pieria.model.vqgan.PictureDecoder;
import org.pieria.model.vqgan.TunedDecoder;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.model.vqgan.VqganConfig;

/** The models of a run, as its configuration describes them. */
public final class RunModels {

    /** The phases' names. */
    public static final String VQGAN_LOW = "vqgan-low";

    public static final String VQGAN_HIGH = "vqgan-high";

    /** Optional, anywhere after vqgan-high: a larger decoder of its tokens. */
    public static final String VQGAN_DECODER = "vqgan-decoder";

    public static final String BASE = "base";
    public static final String SUPERRES = "superres";

    /** All of them, in an order in which they may run. */
    public static final List<String> PHASES = List.of(VQGAN_LOW, VQGAN_HIGH, VQGAN_DECODER, BASE, SUPERRES);

    private final Config root;
    private final TextShape text;

    /**
     * Reads models out of a whole configuration.
     *
     * @param textWidth of the text encoder's vectors
     */
    public RunModels(Config root, int textWidth) {
        this.root = root;
        this.text = new TextShape(root.getInt("pieria.text.max-tokens"), textWidth);
    }

    /** A phase's section. */
    public Config section(String phase) {
        return root.getConfig("pieria.phases." + phase);
    }

    /** Samples of one slice of a phase. */
    public int sliceBatch(String phase) {
        int batch = section(phase).getInt("batch");
        int slices = root.getInt("pieria.slices");
        if (batch < slices || batch % slices != 0) {
            throw new IllegalArgumentException("pieria.phases." + phase + ".batch must be a multiple of pieria.slices ("
                    + slices + "), was " + batch);
        }
        return batch / slices;
    }

    public Vqgan vqgan(String phase) {
        return new Vqgan(phase, VqganConfig.from(section(phase), sliceBatch(phase)));
    }

    /** The larger decoder of vqgan-high's tokens. */
    public TunedDecoder tunedDecoder() {
        Vqgan vqgan = vqgan(VQGAN_HIGH);
        DecoderConfig config =
                DecoderConfig.from(section(VQGAN_DECODER), vqgan.config().shape(), sliceBatch(VQGAN_DECODER));
        return new TunedDecoder(VQGAN_DECODER, vqgan, config);
    }

    /** Whether a phase trains on images: a VQGAN or a decoder. */
    public static boolean readsImages(String phase) {
        return phase.startsWith("vqgan");
    }

    /** The VQGAN whose tokens a phase of images makes or decodes. */
    public Vqgan tokenizer(String phase) {
        return vqgan(phase.equals(VQGAN_DECODER) ? VQGAN_HIGH : phase);
    }

    /** The decoder that a phase of images trains. */
    public PictureDecoder decoder(String phase) {
        return phase.equals(VQGAN_DECODER) ? tunedDecoder() : vqgan(phase);
    }

    /** The phases whose weights a phase's own model works with, itself included. */
    public static List<String> working(String phase) {
        return phase.equals(VQGAN_DECODER) ? List.of(VQGAN_HIGH, VQGAN_DECODER) : List.of(phase);
    }

    /**
     * The phases whose weights paint; the larger decoder where it is trained.
     *
     * @param high whether high-resolution pictures are wanted
     * @param trained phases that have weights
     */
    public static List<String> painting(boolean high, Collection<String> trained) {
        return PHASES.stream()
                .filter(phase -> high || phase.equals(VQGAN_LOW) || phase.equals(BASE))
                .filter(phase -> !phase.equals(VQGAN_DECODER) || trained.contains(phase))
                .toList();
    }

    /** The tokens that a VQGAN gives. */
    public TokenGrid grid(String vqganPhase) {
        VqganConfig config = vqgan(vqganPhase).config();
        int side = config.shape().grid();
        return new TokenGrid(side, side, config.codebook().codes());
    }

    public TextShape text() {
        return text;
    }

    /** The base transformer for a number of samples at once. */
    public BaseTransformer base(int samples) {
        Config phase = section(BASE);
        return new BaseTransformer(
                TransformerConfig.base(phase, grid(VQGAN_LOW), text, samples), AdaFactor.from(phase));
    }

    /** The super-resolution transformer for a number of samples at once. */
    public SuperResTransformer superRes(int samples) {
        Config phase = section(SUPERRES);
        return new SuperResTransformer(
                TransformerConfig.superRes(phase, grid(VQGAN_HIGH), text, samples),
                LowTokens.from(phase, grid(VQGAN_LOW)),
                AdaFactor.from(phase));
    }
}
