package org.pieria.model.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The fed operands of one slice by the name of their {@link Feed}. */
public record Inputs(Map<String, Operand<TFloat32>> floats, Map<String, Operand<TInt32>> ints) {

    public Inputs {
        floats = Map.copyOf(floats);
        ints = Map.copyOf(ints);
    }

    public Operand<TFloat32> floats(String name) {
        return present(floats.get(name), name);
    }

    public Operand<TInt32> ints(String name) {
        return present(ints.get(name), name);
    }

    private static <T> T present(@Nullable T operand, String name) {
        if (operand == null) {
            throw new IllegalStateException("no feed is called " + name);
        }
        return operand;
    }
}
