package org.pieria.model.graph;

import org.tensorflow.ndarray.Shape;

/**
 * One input of a model's graph, with its static shape.
 *
 * @param name what it is: {@code images}, {@code tokens}, {@code mask}, {@code text} ...
 * @param type float32 or int32
 * @param shape of one slice; the first dimension is the slice's batch
 */
public record Feed(String name, Type type, Shape shape) {

    /** The element types that are fed. */
    public enum Type {
        FLOAT,
        INT
    }

    public static Feed floats(String name, long... shape) {
        return new Feed(name, Type.FLOAT, Shape.of(shape));
    }

    public static Feed ints(String name, long... shape) {
        return new Feed(name, Type.INT, Shape.of(shape));
    }
}
