package org.pieria.actors.training;

/**
 * What the coordinator must know of a phase.
 *
 * @param name the phase's name
 * @param steps how many steps it has, at least 1
 * @param batch images in its global batch, at least 1
 */
public record PhasePlan(String name, long steps, int batch) {

    public PhasePlan {
        Rules.require(!name.isBlank(), "phases.order must not name an empty phase", name);
        Rules.require(steps > 0, "phases." + name + ".steps must be positive", steps);
        Rules.require(batch > 0, "phases." + name + ".batch must be positive", batch);
    }

    /** The phase that trains a larger decoder, for tokens that stay as they are. */
    private static final String DECODER = "vqgan-decoder";

    /** Whether it trains on the tokenised data set; image tokenizers and their decoders train on images. */
    public boolean readsTokens() {
        return !name.startsWith("vqgan");
    }

    /** Whether it decides what tokens images have. */
    public boolean makesTokens() {
        return !readsTokens() && !name.equals(DECODER);
    }
}
