package org.pieria.model.evaluation;

/**
 * Count, sum and sum of outer products of feature vectors, in double precision. Vectors are added one at a time and never
 * kept, and the moments of parts that were gathered elsewhere are added to each other, so any number of hosts may share
 * the work. Takes 8 x width x width bytes. For one thread.
 */
public final class FeatureMoments {

    private final int width;
    private final double[] sum;
    private final double[] products;
    private long count;

    private FeatureMoments(int width) {
        this.width = width;
        this.sum = new double[width];
        this.products = new double[width * width];
    }

    /**
     * Over no vectors yet.
     *
     * @param width of the vectors, 1 to 16384
     */
    public static FeatureMoments ofWidth(int width) {
        Rules.require(width >= 1 && width <= 1 << 14, "the width of features must be 1 to 16384", width);
        return new FeatureMoments(width);
    }

    /** Over all of some vectors, at least one. */
    public static FeatureMoments of(Iterable<float[]> vectors) {
        FeatureMoments moments = ofWidth(vectors.iterator().next().length);
        vectors.forEach(moments::add);
        return moments;
    }

    /**
     * Adds a vector.
     *
     * @param features [width], finite
     */
    public void add(float[] features) {
        Rules.require(features.length == width, "a feature vector must have " + width + " values", features.length);
        for (int i = 0; i < width; i++) {
            Rules.require(Float.isFinite(features[i]), "feature " + i + " must be finite", features[i]);
        }
        for (int i = 0; i < width; i++) {
            sum[i] += features[i];
            addRow(features, i);
        }
        count++;
    }

    /** The upper triangle is enough. Products of two floats are exact in double precision. */
    private void addRow(float[] features, int row) {
        double left = features[row];
        for (int j = row; j < width; j++) {
            products[row * width + j] += left * features[j];
        }
    }

    /** Adds the vectors of others. */
    public void add(FeatureMoments other) {
        Rules.require(other.width == width, "moments must be of vectors of " + width + " values", other.width);
        for (int i = 0; i < width; i++) {
            sum[i] += other.sum[i];
        }
        for (int i = 0; i < products.length; i++) {
            products[i] += other.products[i];
        }
        count += other.count;
    }

    public int width() {
        return width;
    }

    /** Vectors so far. */
    public long count() {
        return count;
    }

    /** The mean vector, [width]; NaN over no vectors. */
    public double[] mean() {
        double[] mean = new double[width];
        for (int i = 0; i < width; i++) {
            mean[i] = sum[i] / count;
        }
        return mean;
    }

    /**
     * The unbiased covariance, divided by count - 1.
     *
     * @return [width, width], row-major, symmetric
     * @throws IllegalArgumentException over fewer than 2 vectors
     */
    public double[] covariance() {
        Rules.require(count >= 2, "a covariance needs at least 2 images", count);
        double[] covariance = new double[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = i; j < width; j++) {
                double value = (products[i * width + j] - sum[i] / count * sum[j]) / (count - 1);
                covariance[i * width + j] = value;
                covariance[j * width + i] = value;
            }
        }
        return covariance;
    }
}
