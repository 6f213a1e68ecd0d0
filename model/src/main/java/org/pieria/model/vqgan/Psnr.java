package org.pieria.model.vqgan;

/**
 * The peak signal-to-noise ratio of reconstructions, gathered over any number of images: the error is pooled over all of
 * them before the logarithm is taken. Parts gathered elsewhere are added with {@link #plus(Psnr)}.
 *
 * @param squaredError summed over the values; of pixels in [0, 1]
 * @param values colours of pixels so far
 */
public record Psnr(double squaredError, long values) {

    public Psnr {
        Rules.require(squaredError >= 0, "a squared error must not be negative", squaredError);
        Rules.require(values >= 0, "a count of values must not be negative", values);
    }

    /** Over no images yet. */
    public static Psnr none() {
        return new Psnr(0, 0);
    }

    /** With the error of more images; both arrays hold the same images, in [0, 1]. */
    public Psnr plus(float[] images, float[] reconstructions) {
        Rules.require(
                images.length == reconstructions.length,
                "reconstructions must be as many values as the images (" + images.length + ")",
                reconstructions.length);
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            double error = (double) images[i] - reconstructions[i];
            sum += error * error;
        }
        return plus(new Psnr(sum, images.length));
    }

    /** Over the images of both. */
    public Psnr plus(Psnr other) {
        return new Psnr(squaredError + other.squaredError, values + other.values);
    }

    /** The mean over all values; NaN over no images. */
    public double meanSquaredError() {
        return squaredError / values;
    }

    /** -10 log10 of the mean squared error; infinite for equal images, NaN over no images. */
    public double decibels() {
        return -10 * StrictMath.log10(meanSquaredError());
    }
}
