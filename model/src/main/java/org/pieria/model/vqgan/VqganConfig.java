package org.pieria.model.vqgan;

import com.typesafe.config.Config;
import org.pieria.model.optimizer.Adam;

/**
 * One VQGAN and its training.
 *
 * @param sliceBatch images of one slice
 * @param shape of encoder and decoder
 * @param codebook its size and its revival
 * @param weights of the terms of the loss
 * @param optimizer with its schedule
 */
public record VqganConfig(
        int sliceBatch, NetworkShape shape, CodebookConfig codebook, LossWeights weights, Adam optimizer) {

    public VqganConfig {
        Rules.require(sliceBatch > 0, "the images of a slice (batch / slices) must be positive", sliceBatch);
    }

    /**
     * Reads the section of a phase, {@code pieria.phases.vqgan-low} for example.
     *
     * @throws IllegalArgumentException naming the key, the rule and the value
     */
    public static VqganConfig from(Config phase, int sliceBatch) {
        return new VqganConfig(
                sliceBatch,
                NetworkShape.from(phase),
                CodebookConfig.from(phase),
                LossWeights.from(phase),
                Adam.from(phase));
    }

    /** Places of one slice that each get one code. */
    public int vectors() {
        return sliceBatch * shape.grid() * shape.grid();
    }
}
