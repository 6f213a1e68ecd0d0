package org.pieria.worker.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameter;
import org.tensorflow.ndarray.Shape;

/**
 * One variable of the state on the device.
 *
 * @param name the checkpoint key
 * @param initializer its first value
 */
record Variable(String name, Shape shape, Initializer initializer) {

    static Variable of(Parameter parameter) {
        return new Variable(parameter.name(), parameter.shape(), parameter.initializer());
    }

    /** The values of the wanted variables out of a state, which may hold more; one that is missing is an error. */
    static Map<String, float[]> values(List<Variable> wanted, Map<String, float[]> state) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Variable variable : wanted) {
            float[] value = state.get(variable.name());
            if (value == null) {
                throw new IllegalArgumentException("the checkpoint has no tensor " + variable.name());
            }
            values.put(variable.name(), value);
        }
        return values;
    }

    int elements() {
        return Math.toIntExact(shape.size());
    }
}
