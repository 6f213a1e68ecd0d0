package org.pieria.model.vqgan;

import com.typesafe.config.Config;

/**
 * The game of generator and discriminator; without a weight there is neither.
 *
 * @param weight of the generator's term; 0: no discriminator is built
 * @param ramp steps in which that weight grows from 0 to its value; the discriminator learns from the first step on
 * @param penalties of the discriminator
 * @param network its shape
 */
public record AdversarialConfig(double weight, int ramp, Penalties penalties, DiscriminatorShape network) {

    public AdversarialConfig {
        Rules.require(weight >= 0, "adversarial.weight must not be negative", weight);
        Rules.require(ramp >= 0, "adversarial.ramp must not be negative", ramp);
    }

    /**
     * What holds a discriminator back.
     *
     * @param r1 gamma of the gradient penalty gamma / 2 E|grad D(real)|² (Mescheder et al. 2018); 0 leaves it out
     * @param leCam weight of the LeCam regularisation (Tseng et al. 2021); 0 leaves it out
     */
    public record Penalties(double r1, double leCam) {

        public Penalties {
            Rules.require(r1 >= 0, "adversarial.r1 must not be negative", r1);
            Rules.require(leCam >= 0, "adversarial.lecam must not be negative", leCam);
        }
    }

    /**
     * The discriminator's network.
     *
     * @param patch side of the squares of pixels that are folded into channels first; 1 as published
     * @param channels after the stem; doubled with each halving of the side
     * @param mostChannels at which doubling ends
     */
    public record DiscriminatorShape(int patch, int channels, int mostChannels) {

        public DiscriminatorShape {
            Rules.require(patch > 0, "adversarial.patch must be positive", patch);
            Rules.require(channels > 0, "adversarial.channels must be positive", channels);
            Rules.require(
                    mostChannels >= channels, "adversarial.most-channels must not be below channels", mostChannels);
        }
    }

    /** Reads the section {@code adversarial} of a phase. */
    public static AdversarialConfig from(Config phase) {
        Config section = phase.getConfig("adversarial");
        return new AdversarialConfig(
                section.getDouble("weight"),
                section.getInt("ramp"),
                new Penalties(section.getDouble("r1"), section.getDouble("lecam")),
                new DiscriminatorShape(
                        section.getInt("patch"), section.getInt("channels"), section.getInt("most-channels")));
    }

    /** Whether there is a discriminator. */
    public boolean plays() {
        return weight > 0;
    }

    /** The share of the weight that a step uses, in [0, 1]. Steps count from 1. */
    public float share(long step) {
        return ramp == 0 ? 1 : (float) Math.min(1, (double) step / ramp);
    }
}
