package org.pieria.model.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.pieria.model.random.CounterRandom;

/**
 * The kernel distance between two sets of features (Binkowski et al. 2018, KID where the features are Inception's): the
 * unbiased squared maximum mean discrepancy under the kernel (x.y / width + 1)³, over random subsets. Its mean does not
 * depend on the number of images, and may be slightly negative.
 *
 * @param mean over the subsets
 * @param deviation standard deviation over the subsets, divided by their number
 * @param subsets how many were drawn
 * @param size images of each set in a subset
 */
public record KernelDistance(double mean, double deviation, int subsets, int size) {

    /**
     * What is drawn.
     *
     * @param count subsets, at least 1; usually 100
     * @param size images of each set in a subset, at least 2; usually 1000
     */
    public record Subsets(int count, int size, long seed) {

        public Subsets {
            Rules.require(count >= 1, "subsets must be at least 1", count);
            Rules.require(size >= 2, "a subset must have at least 2 images", size);
        }

        /** As published, with subsets as large as the smaller set allows. */
        public static Subsets published(long seed, int smallerSet) {
            return new Subsets(100, Math.min(1000, smallerSet), seed);
        }
    }

    /**
     * The distance between two sets of vectors, each at least as large as a subset.
     *
     * @param first [width] each
     * @param second [width] each
     */
    public static KernelDistance between(List<float[]> first, List<float[]> second, Subsets subsets) {
        int smaller = Math.min(first.size(), second.size());
        Rules.require(smaller >= subsets.size(), "a subset must have at most " + smaller + " images", subsets.size());
        CounterRandom random = CounterRandom.of(subsets.seed()).at("kernel-distance");
        double[] values = IntStream.range(0, subsets.count())
                .parallel()
                .mapToDouble(subset -> {
                    CounterRandom key = random.at(subset);
                    return discrepancy(
                            draw(first, subsets.size(), key.at("first")),
                            draw(second, subsets.size(), key.at("second")));
                })
                .toArray();
        double mean = mean(values);
        double[] squares = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .toArray();
        return new KernelDistance(mean, Math.sqrt(mean(squares)), subsets.count(), subsets.size());
    }

    /** In order, so that the bits do not depend on threads. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Without replacement: the head of a shuffle. */
    private static float[][] draw(List<float[]> vectors, int size, CounterRandom random) {
        int[] order = IntStream.range(0, vectors.size()).toArray();
        float[][] drawn = new float[size][];
        for (int i = 0; i < size; i++) {
            int other = i + random.below(i, order.length - i);
            drawn[i] = vectors.get(order[other]);
            order[other] = order[i];
        }
        return drawn;
    }

    /** Of two sets of equal size: within the sets without the diagonals, across with all pairs. */
    private static double discrepancy(float[][] first, float[][] second) {
        double size = first.length;
        double within = distinctPairs(first) + distinctPairs(second);
        double across = 0;
        for (float[] left : first) {
            for (float[] right : second) {
                across += kernel(left, right);
            }
        }
        return within / (size * (size - 1)) - 2 * across / (size * size);
    }

    /** Over ordered pairs. */
    private static double distinctPairs(float[][] set) {
        double sum = 0;
        for (int i = 0; i < set.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += kernel(set[i], set[j]);
            }
        }
        return 2 * sum;
    }

    private static double kernel(float[] left, float[] right) {
        Rules.require(
                left.length == right.length, "both sets must have features of width " + left.length, right.length);
        double product = 0;
        for (int i = 0; i < left.length; i++) {
            product += (double) left[i] * right[i];
        }
        double base = product / left.length + 1;
        return base * base * base;
    }
}
