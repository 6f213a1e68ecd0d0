package org.pieria.model.evaluation;

/**
 * How well images agree with their captions: the mean cosine of CLIP's vectors of both, in [-1, 1], as Muse reports it.
 * Other tools print 100 times the cosine, or 2.5 times its positive part. Immutable; parts are added.
 *
 * @param sum of the cosines
 * @param pairs images with their captions
 */
public record ClipScore(double sum, long pairs) {

    public ClipScore {
        Rules.require(pairs >= 0, "a number of pairs must not be negative", pairs);
    }

    /** Over no pairs yet. */
    public static ClipScore none() {
        return new ClipScore(0, 0);
    }

    /**
     * With one more pair.
     *
     * @param image [width], need not be normalised
     * @param caption [width], need not be normalised
     */
    public ClipScore plus(float[] image, float[] caption) {
        return new ClipScore(sum + cosine(image, caption), pairs + 1);
    }

    /** Over the pairs of both. */
    public ClipScore plus(ClipScore other) {
        return new ClipScore(sum + other.sum, pairs + other.pairs);
    }

    /** The mean cosine; NaN over no pairs. */
    public double mean() {
        return sum / pairs;
    }

    /** The cosine of the angle between two vectors of equal width, neither of them zero. */
    public static double cosine(float[] left, float[] right) {
        Rules.require(
                left.length == right.length,
                "the vectors of an image and a caption must be equally wide (" + left.length + ")",
                right.length);
        double lengths = Math.sqrt(product(left, left) * product(right, right));
        Rules.require(lengths > 0 && Double.isFinite(lengths), "vectors must be finite and not zero, lengths", lengths);
        return product(left, right) / lengths;
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
