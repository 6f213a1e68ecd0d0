package org.pieria.model.vqgan;

import com.typesafe.config.Config;
import org.pieria.model.optimizer.Adam;

/**
 * A larger decoder and its training.
 *
 * @param sliceBatch images of one slice
 * @param shape of the decoder
 * @param weights of the terms of the loss; commitment and entropy are 0, for codes do not move
 * @param optimizer with its schedule
 */
public record DecoderConfig(int sliceBatch, NetworkShape shape, LossWeights weights, Adam optimizer) {

    public DecoderConfig {
        Rules.require(sliceBatch > 0, "the images of a slice (batch / slices) must be positive", sliceBatch);
    }

    /**
     * Reads the section of a phase, {@code pieria.phases.vqgan-decoder}. Image and patch are those of the VQGAN.
     *
     * @throws IllegalArgumentException naming the key, the rule and the value
     */
    public static DecoderConfig from(Config phase, NetworkShape vqgan, int sliceBatch) {
        NetworkShape shape = new NetworkShape(
                vqgan.image(),
                vqgan.patch(),
                phase.getInt("channels"),
                phase.getIntList("multipliers"),
                phase.getInt("residual-blocks"));
        LossWeights weights = new LossWeights(
                phase.getDouble("reconstruction"),
                0,
                0,
                phase.getDouble("perceptual.weight"),
                AdversarialConfig.from(phase));
        return new DecoderConfig(sliceBatch, shape, weights, Adam.from(phase));
    }
}
