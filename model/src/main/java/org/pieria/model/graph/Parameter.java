package org.pieria.model.graph;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * One variable of a model inside the graph that is being built.
 *
 * @param name the checkpoint key
 * @param shape static
 * @param initializer its first value
 * @param kind whether the optimizer trains it, the model revises it, or it is frozen
 * @param resource the placeholder that stands for it: of type resource in a function's body, of type float if it is fed
 * @param value its value when the function begins
 */
public record Parameter(
        String name, Shape shape, Initializer initializer, Kind kind, Output<?> resource, Operand<TFloat32> value) {

    /** Who changes a variable. */
    public enum Kind {
        /** The optimizer. */
        TRAINED,
        /** The model's own revision of a step: moving averages, usage counters. */
        STATE,
        /** Nobody: it belongs to an earlier phase. */
        FROZEN
    }
}
