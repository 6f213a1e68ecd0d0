package org.pieria.worker.phase;

import com.typesafe.config.Config;
import java.util.List;
import org.pieria.model.optimizer.AdaFactor;
import org.pieria.model.transformer.BaseTransformer;
import org.pieria.model.transformer.LowTokens;
import org.pieria.model.transformer.SuperResTransformer;
import org.pieria.model.transformer.TextShape;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.model.transformer.TransformerConfig;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.model.vqgan.VqganConfig;

/** The models of a run, as its configuration describes them. */
public final class RunModels {

    /** The phases' names, in their order. */
    public static final String VQGAN_LOW = "vqgan-low";

    public static final String VQGAN_HIGH = "vqgan-high";
    public static final String BASE = "base";
    public static final String SUPERRES = "superres";
    public static final List<String> PHASES = List.of(VQGAN_LOW, VQGAN_HIGH, BASE, SUPERRES);

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
