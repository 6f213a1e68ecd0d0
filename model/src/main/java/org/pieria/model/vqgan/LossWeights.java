package org.pieria.model.vqgan;

import com.typesafe.config.Config;

/**
 * The weights of the terms of the loss. The term that moves the codes has the weight 1.
 *
 * @param reconstruction of the squared error of the pixels
 * @param commitment of the distance of the encoder from its codes; 0.25 in all of the literature
 * @param entropy of the term that spreads the use of the codes; 0 leaves it out
 * @param perceptual of the distance of a perceptual network's features, where there is one
 * @param adversarial the game with a discriminator
 */
public record LossWeights(
        double reconstruction, double commitment, double entropy, double perceptual, AdversarialConfig adversarial) {

    public LossWeights {
        Rules.require(reconstruction > 0, "reconstruction must be positive", reconstruction);
        Rules.require(commitment >= 0, "commitment must not be negative", commitment);
        Rules.require(perceptual >= 0, "perceptual.weight must not be negative", perceptual);
        Rules.require(entropy >= 0, "entropy must not be negative", entropy);
    }

    /** Reads the section of a phase. */
    public static LossWeights from(Config phase) {
        return new LossWeights(
                phase.getDouble("reconstruction"),
                phase.getDouble("commitment"),
                phase.getDouble("entropy"),
                phase.getDouble("perceptual.weight"),
                AdversarialConfig.from(phase));
    }
}
