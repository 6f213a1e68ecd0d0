package org.pieria.model.decoding;

/**
 * How strongly the caption is followed in each step of decoding: a line from {@code start} to {@code end} (Muse, section
 * 2.7), where 0 is the conditional model alone.
 */
public record GuidanceRamp(double start, double end) {

    public GuidanceRamp {
        if (!Double.isFinite(start) || !Double.isFinite(end)) {
            throw new IllegalArgumentException("guidance must be finite, got " + start + " to " + end);
        }
    }

    /** From nothing to {@code end}. */
    public static GuidanceRamp to(double end) {
        return new GuidanceRamp(0, end);
    }

    /** The same in every step. */
    public static GuidanceRamp constant(double guidance) {
        return new GuidanceRamp(guidance, guidance);
    }

    /** The scale t of step {@code step}, counted from 0, of {@code steps}. */
    public double at(int step, int steps) {
        return steps == 1 ? end : start + (end - start) * step / (steps - 1);
    }
}
