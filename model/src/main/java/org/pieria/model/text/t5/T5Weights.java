package org.pieria.model.text.t5;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** The values of weights inside a graph, in float32 or bfloat16. A matrix multiplies in the type that it has. */
@FunctionalInterface
public interface T5Weights {

    /** A weight's value by its name, as {@link T5Shape#tensors} lists it. */
    Operand<? extends TNumber> of(String name);
}
