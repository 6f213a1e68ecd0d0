package org.pieria.model.masking;

/** The cosine schedule (Muse, section 2.6): how much is hidden in training, and after each step of decoding. */
public final class MaskSchedule {

    /** Keeps the last but one steps of decoding from hiding nothing (MaskGIT). */
    private static final double LEAST = 1e-6;

    private MaskSchedule() {}

    /**
     * The share of the tokens that is hidden: cos(pi u / 2). For uniform u its mean is 2 / pi.
     *
     * @param u in [0, 1]
     */
    public static double ratio(double u) {
        if (!(u >= 0 && u <= 1)) {
            throw new IllegalArgumentException("the progress of a mask schedule is in [0, 1], got " + u);
        }
        return StrictMath.cos(StrictMath.PI / 2 * u);
    }

    /** How many of {@code tokens} are hidden at {@code ratio}: rounded up (MaskGIT), at least 1. */
    public static int count(double ratio, int tokens) {
        return Math.max(1, Math.min(tokens, (int) Math.ceil(ratio * tokens)));
    }

    /**
     * How many tokens stay hidden after a step of decoding: each step reveals at least one and keeps at least one, the last
     * reveals all.
     *
     * @param atStart tokens hidden before the first step
     * @param now tokens hidden before this step
     * @param step from 0
     */
    public static int hiddenAfter(int atStart, int now, int step, int steps) {
        if (step == steps - 1) {
            return 0;
        }
        double share = Math.max(LEAST, ratio((step + 1) / (double) steps));
        return Math.max(1, Math.min(now - 1, (int) Math.floor(atStart * share)));
    }
}
