package org.pieria.model.vqgan;

/**
 * What a model that always gives the same picture could reach at best, over the images that were added: the floor that a
 * tokenizer must rise well above. The best picture is the mean of every pixel, the best single colour the mean of every
 * channel. Immutable; memory is two doubles per value of an image.
 */
public final class ConstantImage {

    private static final int COLOURS = 3;

    private final double[] sums;
    private final double[] squares;
    private final long images;

    private ConstantImage(double[] sums, double[] squares, long images) {
        this.sums = sums;
        this.squares = squares;
        this.images = images;
    }

    /** Over no images yet, of so many pixels per side. */
    public static ConstantImage ofSide(int side) {
        Rules.require(side > 0, "a side must be positive", side);
        int values = side * side * COLOURS;
        return new ConstantImage(new double[values], new double[values], 0);
    }

    /** With more images: [any number, side, side, 3], row-major. */
    public ConstantImage plus(float[] batch) {
        int values = sums.length;
        Rules.require(batch.length % values == 0, "images must have " + values + " values each", batch.length);
        double[] newSums = sums.clone();
        double[] newSquares = squares.clone();
        for (int i = 0; i < batch.length; i++) {
            newSums[i % values] += batch[i];
            newSquares[i % values] += (double) batch[i] * batch[i];
        }
        return new ConstantImage(newSums, newSquares, images + batch.length / values);
    }

    /** Over the images of both. */
    public ConstantImage plus(ConstantImage other) {
        Rules.require(
                other.sums.length == sums.length, "images must have " + sums.length + " values", other.sums.length);
        return new ConstantImage(sum(sums, other.sums), sum(squares, other.squares), images + other.images);
    }

    /** The best single picture, [side, side, 3]; NaN over no images. */
    public float[] picture() {
        float[] picture = new float[sums.length];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) (sums[i] / images);
        }
        return picture;
    }

    /** The quality of the best single picture. */
    public Psnr best() {
        return error(sums.length);
    }

    /** The quality of the best single colour. */
    public Psnr bestColour() {
        return error(COLOURS);
    }

    /** Values whose places are equal modulo the period share one constant, their mean: sum of x² minus n mean². */
    private Psnr error(int period) {
        double[] shared = new double[period];
        double total = 0;
        for (int i = 0; i < sums.length; i++) {
            shared[i % period] += sums[i];
            total += squares[i];
        }
        long values = images * sums.length;
        for (double sum : shared) {
            total -= images == 0 ? 0 : sum * sum / ((double) values / period);
        }
        return new Psnr(Math.max(0, total), values);
    }

    private static double[] sum(double[] first, double[] second) {
        double[] sum = first.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += second[i];
        }
        return sum;
    }
}
