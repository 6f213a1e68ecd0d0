package org.pieria.worker.phase;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** All of Muse's models at sizes that a test builds in a moment. */
public final class SmallMuse {

    /** Width of the text embeddings. */
    public static final int TEXT_WIDTH = 12;

    private static final String SIZES = """
            pieria {
              slices = 1
              text.max-tokens = 6
              vqgan {
                steps = 10, batch = 2, learning-rate = 4e-3, warm-up = 1
                adam { beta1 = 0.9, beta2 = 0.99, decay = 1e-4 }
                image = 16, patch = 4, channels = 8, multipliers = [1], residual-blocks = 1
                codes = 16, code-width = 8
                reconstruction = 1, commitment = 0.25, entropy = 0, revive-every = 0, perceptual.weight = 0
                adversarial { weight = 0, ramp = 0, r1 = 1, lecam = 0, patch = 2, channels = 4, most-channels = 8 }
              }
              transformer {
                steps = 10, batch = 2, learning-rate = 1e-3, warm-up = 1
                adafactor { beta1 = 0.9, beta2 = 0.96, decay = 0.045, clip = 1.0 }
                layers = 1, width = 16, mlp = 32, heads = 2, dropout = 0.0, label-smoothing = 0.1
              }
              phases {
                vqgan-low = ${pieria.vqgan}
                vqgan-high = ${pieria.vqgan} { image = 32 }
                vqgan-decoder = ${pieria.vqgan} {
                  channels = 12, residual-blocks = 2, multipliers = ${pieria.phases.vqgan-high.multipliers}
                }
                base = ${pieria.transformer}
                superres = ${pieria.transformer} { low-layers = 1, attention-block = 4 }
              }
            }
            """;

    private SmallMuse() {}

    /**
     * The models with some settings of their own.
     *
     * @param different settings in HOCON that take the place of the usual ones; {@code pieria.vqgan} and
     *     {@code pieria.transformer} are what both phases of a kind begin with
     */
    public static RunModels models(String different) {
        return new RunModels(root(different), TEXT_WIDTH);
    }

    /** The whole configuration of such models. */
    public static Config root(String different) {
        return ConfigFactory.parseString(different)
                .withFallback(ConfigFactory.parseString(SIZES))
                .resolve();
    }
}
