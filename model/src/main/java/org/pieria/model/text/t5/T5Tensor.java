package org.pieria.model.text.t5;

import java.util.Arrays;
import java.util.List;

/**
 * A weight of the encoder.
 *
 * @param name as in Hugging Face's checkpoints
 * @param shape outermost dimension first; matrices are [out, in]
 */
public record T5Tensor(String name, List<Long> shape) {

    public T5Tensor {
        shape = List.copyOf(shape);
    }

    static T5Tensor of(String name, long... shape) {
        return new T5Tensor(name, Arrays.stream(shape).boxed().toList());
    }

    /** How many values it has. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Whether it may be kept in fewer bits; scales of norms are few and stay in float32. */
    public boolean matrix() {
        return shape.size() == 2;
    }
}
