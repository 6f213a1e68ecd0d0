package org.pieria.model.graph;

import java.util.Arrays;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.ndarray.Shape;

/** The first value of a tensor, as a pure function of a key and the shape; computed on the host. */
@FunctionalInterface
public interface Initializer {

    /** The values in row-major order. */
    float[] values(CounterRandom random, Shape shape);

    static Initializer constant(float value) {
        return (random, shape) -> {
            float[] values = new float[elements(shape)];
            Arrays.fill(values, value);
            return values;
        };
    }

    static Initializer zeros() {
        return constant(0);
    }

    static Initializer ones() {
        return constant(1);
    }

    /** Normal with the given standard deviation, redrawn outside two of them. */
    static Initializer truncatedNormal(double deviation) {
        return (random, shape) -> {
            float[] values = new float[elements(shape)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * truncated(random.at(i)));
            }
            return values;
        };
    }

    /** Uniform in [-limit, limit). */
    static Initializer uniform(double limit) {
        return (random, shape) -> {
            float[] values = new float[elements(shape)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (limit * (2 * random.uniform(i) - 1));
            }
            return values;
        };
    }

    private static double truncated(CounterRandom random) {
        long draw = 0;
        double value = random.normal(draw);
        while (Math.abs(value) > 2) {
            value = random.normal(++draw);
        }
        return value;
    }

    private static int elements(Shape shape) {
        return Math.toIntExact(shape.size());
    }
}
