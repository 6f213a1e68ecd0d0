package org.pieria.model.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The state after the optimizer's update, open to the model's own changes. Names are full parameter names; a slot of a
 * trained parameter is called {@code parameter/slot}.
 */
public final class Revision {

    private final Map<String, Operand<TFloat32>> values;
    private final Map<String, Operand<TFloat32>> statistics;

    /**
     * @param values new values by name, changed in place
     * @param statistics the sums over the slices divided by the number of slices, by name
     */
    public Revision(Map<String, Operand<TFloat32>> values, Map<String, Operand<TFloat32>> statistics) {
        this.values = values;
        this.statistics = Map.copyOf(statistics);
    }

    /** The value as it stands now. */
    public Operand<TFloat32> value(String name) {
        return present(values.get(name), name);
    }

    /** Sets the value with which the step ends. */
    public void set(String name, Operand<TFloat32> value) {
        value(name);
        values.put(name, value);
    }

    /** A statistic of the step: its sum over the slices divided by the number of slices. */
    public Operand<TFloat32> statistic(String name) {
        return present(statistics.get(name), name);
    }

    private static <T> T present(@Nullable T operand, String name) {
        if (operand == null) {
            throw new IllegalStateException("nothing is called " + name);
        }
        return operand;
    }
}
