package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;

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

    /** A copy of an array in the segments of a shape. */
    static Bundle split(float[] floats, BundleShape shape) {
        Bundle bundle = Bundle.zeros(shape);
        int from = 0;
        for (float[] array : bundle.arrays()) {
            System.arraycopy(floats, from, array, 0, array.length);
            from += array.length;
        }
        return bundle;
    }

    static List<Bundle> split(List<float[]> bundles, BundleShape shape) {
        return bundles.stream().map(floats -> split(floats, shape)).toList();
    }

    /** The segments of a bundle as one array. */
    static float[] joined(Bundle bundle) {
        float[] floats =
                new float[bundle.lengths().stream().mapToInt(length -> length).sum()];
        int from = 0;
        for (float[] array : bundle.arrays()) {
            System.arraycopy(array, 0, floats, from, array.length);
            from += array.length;
        }
        return floats;
    }

    /** The sum by the definition for bundles that travel as bfloat16: every node is rounded. */
    static float[] roundedTreeSum(List<float[]> slices) {
        if (slices.size() == 1) {
            return rounded(slices.get(0).clone());
        }
        int half = slices.size() / 2;
        float[] left = roundedTreeSum(slices.subList(0, half));
        float[] right = roundedTreeSum(slices.subList(half, slices.size()));
        for (int i = 0; i < left.length; i++) {
            left[i] = left[i] + right[i];
        }
        return rounded(left);
    }

    /** To the nearer of the two neighbours of 16 bits, to the even one if both are as near; computed in another way. */
    private static float[] rounded(float[] floats) {
        for (int i = 0; i < floats.length; i++) {
            float down = Float.intBitsToFloat(Float.floatToRawIntBits(floats[i]) & 0xffff_0000);
            float up = Float.intBitsToFloat((Float.floatToRawIntBits(floats[i]) & 0xffff_0000) + 0x1_0000);
            double middle = ((double) down + up) / 2;
            boolean odd = (Float.floatToRawIntBits(down) & 0x1_0000) != 0;
            boolean away = Math.abs(floats[i]) > Math.abs(middle) || (floats[i] == middle && odd);
            floats[i] = away ? up : down;
        }
        return floats;
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
