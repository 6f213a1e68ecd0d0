package org.pieria.model.graph;

import org.tensorflow.ndarray.Shape;

/** The numbers of {@code benchmarks/parity/vqgan.py}: computed from a tensor's name on both sides, so none is stored. */
public final class Numbers {

    private Numbers() {}

    /** In [-1, 1). */
    public static float[] of(String name, Shape shape) {
        return of(name, Math.toIntExact(shape.size()));
    }

    public static float[] of(String name, int count) {
        int key = 0;
        for (int place = 0; place < name.length(); place++) {
            key += (place + 1) * name.charAt(place);
        }
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            double spread = Math.sin(12.9898 * i + key % 1000) * 43758.5453;
            numbers[i] = (float) (2 * (spread - Math.floor(spread)) - 1);
        }
        return numbers;
    }

    /** First values of a parameter, in the range that its name asks for. */
    public static float[] parameter(String name, Shape shape) {
        float[] numbers = of(name, shape);
        long inputs = shape.size() / Math.max(1, shape.get(shape.numDimensions() - 1));
        double factor = name.endsWith("codebook") ? 1 : 2 / Math.sqrt((double) inputs);
        boolean vector = name.endsWith("scale") || name.endsWith("bias");
        for (int i = 0; i < numbers.length; i++) {
            double value = vector ? 0.25 * numbers[i] : factor * numbers[i];
            numbers[i] = (float) (name.endsWith("scale") ? 1 + value : value);
        }
        return numbers;
    }
}
