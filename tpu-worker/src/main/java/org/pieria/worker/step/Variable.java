package org.pieria.worker.step;

import org.pieria.model.graph.Initializer;
import org.tensorflow.ndarray.Shape;

/**
 * One variable of the state on the device.
 *
 * @param name the checkpoint key
 * @param initializer its first value
 */
record Variable(String name, Shape shape, Initializer initializer) {

    int elements() {
        return Math.toIntExact(shape.size());
    }
}
