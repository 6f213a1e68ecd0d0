package org.pieria.model.optimizer;

/**
 * Linear warm-up, then a half cosine to zero.
 *
 * @param peak reached at the end of the warm-up
 * @param warmUp steps
 * @param steps of the whole phase
 */
public record LearningRate(double peak, int warmUp, long steps) {

    public LearningRate {
        check(peak > 0, "learning-rate must be positive", peak);
        check(warmUp >= 0, "warm-up must not be negative", warmUp);
        check(steps > warmUp, "steps must exceed the warm-up of " + warmUp, steps);
    }

    /** The rate of a step; steps count from 1. */
    public double at(long step) {
        if (step <= warmUp) {
            return peak * step / warmUp;
        }
        double progress = Math.min(1, (step - 1.0 - warmUp) / (steps - warmUp));
        return peak * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
