package org.pieria.worker.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a step sums: loss, statistics and gradients, as one array per segment, since one array of the Java platform
 * holds no more than 2^31 values. The arrays are the bundle's own and change under the hands of whoever computes it.
 *
 * @param arrays by segment
 */
public record Bundle(List<float[]> arrays) {

    public Bundle {
        arrays = List.copyOf(arrays);
    }

    /** A bundle of zeros. */
    public static Bundle zeros(BundleShape shape) {
        List<float[]> arrays = new ArrayList<>();
        shape.segments().forEach(segment -> arrays.add(new float[segment.length()]));
        return new Bundle(arrays);
    }

    /** A bundle of these arrays themselves. */
    public static Bundle of(float[]... arrays) {
        return new Bundle(List.of(arrays));
    }

    /** The array of a segment. */
    public float[] array(int segment) {
        return arrays.get(segment);
    }

    /** Whether the arrays are those of the shape. */
    public boolean fits(BundleShape shape) {
        return lengths()
                .equals(shape.segments().stream()
                        .map(BundleShape.Segment::length)
                        .toList());
    }

    /** Floats by segment. */
    public List<Integer> lengths() {
        return arrays.stream().map(array -> array.length).toList();
    }

    /** A bundle of arrays of its own with the same values. */
    public Bundle copy() {
        return new Bundle(arrays.stream().map(float[]::clone).toList());
    }

    /**
     * Takes the values of another bundle.
     *
     * @throws IllegalArgumentException when it has other segments
     */
    public void take(Bundle other) {
        if (!other.lengths().equals(lengths())) {
            throw new IllegalArgumentException(
                    "a bundle of segments of " + lengths() + " floats was given one of " + other.lengths());
        }
        for (int segment = 0; segment < arrays.size(); segment++) {
            float[] to = array(segment);
            System.arraycopy(other.array(segment), 0, to, 0, to.length);
        }
    }
}
