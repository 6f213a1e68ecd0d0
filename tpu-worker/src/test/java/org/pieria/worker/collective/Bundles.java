package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Bundles whose sum shows any other order of additions, and what the sum must be. */
final class Bundles {

    private Bundles() {}

    /** Floats of wild magnitudes, negative zeros and subnormals among them; no sum of a few of them overflows to NaN. */
    static List<float[]> wild(RandomGenerator random, int slices, int length) {
        return IntStream.range(0, slices)
                .mapToObj(slice -> wild(random, length))
                .toList();
    }

    private static float[] wild(RandomGenerator random, int length) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = switch (random.nextInt(8)) {
                case 0 -> -0.0f;
                case 1 -> Float.MIN_VALUE * random.nextInt(-1000, 1000);
                case 2 -> (float) StrictMath.scalb(random.nextDouble() - 0.5, random.nextInt(-120, 120));
                default -> (float) StrictMath.scalb(random.nextDouble() - 0.5, random.nextInt(-8, 8));
            };
        }
        return floats;
    }

    static List<float[]> copy(List<float[]> bundles) {
        return new ArrayList<>(bundles.stream().map(float[]::clone).toList());
    }

    /** The sum by the definition: halves first, element by element. */
    static float[] treeSum(List<float[]> slices) {
        if (slices.size() == 1) {
            return slices.get(0).clone();
        }
        int half = slices.size() / 2;
        float[] left = treeSum(slices.subList(0, half));
        float[] right = treeSum(slices.subList(half, slices.size()));
        for (int i = 0; i < left.length; i++) {
            left[i] = left[i] + right[i];
        }
        return left;
    }

    static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats[i]);
        }
        return bits;
    }
}
