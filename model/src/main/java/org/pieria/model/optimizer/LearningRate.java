package org.pieria.model.optimizer;

import com.typesafe.config.Config;

/**
 * The learning rate of every step of a phase: it rises linearly over the warm-up and falls along half a cosine to zero at
 * the last step (Muse, tables 4 to 6). A phase shorter than its warm-up ends inside it. Computed in double with
 * {@link StrictMath}, so a step has the same rate on every machine.
 *
 * @param peak at the end of the warm-up; positive
 * @param warmUp its length in steps; 0 starts at the peak
 * @param steps of the whole phase
 */
public record LearningRate(double peak, int warmUp, long steps) {

    public LearningRate {
        require(peak > 0 && Double.isFinite(peak), "learning-rate must be a positive number", peak);
        require(warmUp >= 0, "warm-up must not be negative", warmUp);
        require(steps > 0, "steps must be positive", steps);
    }

    /** Reads {@code learning-rate}, {@code warm-up} and {@code steps} of the section of a phase. */
    public static LearningRate from(Config phase) {
        return new LearningRate(phase.getDouble("learning-rate"), phase.getInt("warm-up"), phase.getLong("steps"));
    }

    /**
     * The rate of one step.
     *
     * @param step counted from 1; the last one and all beyond it have the rate 0
     */
    public double at(long step) {
        require(step > 0, "a step counts from 1", step);
        return step <= warmUp ? peak * step / warmUp : peak * cosine(progress(step));
    }

    /** The share of the steps after the warm-up that are done, in (0, 1]. */
    private double progress(long step) {
        return step >= steps ? 1 : (double) (step - warmUp) / (steps - warmUp);
    }

    private static double cosine(double progress) {
        return progress >= 1 ? 0 : (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
