package org.pieria.model.decoding;

/**
 * How an image is decoded.
 *
 * @param steps forward passes: 24 for the base model, 8 for super-resolution (Muse, section 2.8)
 * @param temperature of the Gumbel noise on the confidence; it falls linearly to 0 (MaskGIT: 4.5)
 * @param topK only the so many likeliest codes are drawn; 0: all
 * @param order which tokens are fixed first
 */
public record DecodingOptions(int steps, GuidanceRamp guidance, double temperature, int topK, RevealOrder order) {

    public DecodingOptions {
        check(steps >= 1, "steps of decoding must be at least 1", steps);
        check(temperature >= 0, "sampling.temperature must not be negative", temperature);
        check(topK >= 0, "top-k must not be negative (0: all codes)", topK);
    }

    /** In MaskGIT's order, by confidence. */
    public DecodingOptions(int steps, GuidanceRamp guidance, double temperature, int topK) {
        this(steps, guidance, temperature, topK, RevealOrder.CONFIDENCE);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
