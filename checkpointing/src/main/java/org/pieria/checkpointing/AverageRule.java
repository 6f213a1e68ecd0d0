package org.pieria.checkpointing;

/**
 * Over what a phase's average is taken (Muse, section 2.8: one checkpoint each 5,000 steps, decay 0.7).
 *
 * @param decay the share of the old average that each further checkpoint leaves, in [0, 1)
 * @param every steps between the checkpoints that count; a phase's last one counts too
 */
public record AverageRule(double decay, long every) {

    public AverageRule {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("average.decay must be at least 0 and below 1, got " + decay);
        }
        if (every < 1) {
            throw new IllegalArgumentException("average.every must be at least 1 step, got " + every);
        }
    }

    /** Whether a checkpoint counts. Those that were asked for in between do not. */
    boolean takes(Manifest checkpoint) {
        return checkpoint.name().step() % every == 0 || checkpoint.last();
    }
}
