package org.pieria.model.graph;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One update rule, as graph mathematics. A tensor's update depends on that tensor, its gradient, its slots and the rates of
 * the step alone.
 */
public interface Optimizer {

    /** The slots of a parameter of this shape by name, in a fixed order, with the shape of each. All begin at zero. */
    Map<String, Shape> slots(Shape parameter);

    /** How many rates a step is fed. */
    int rateCount();

    /** The scalars of a step (learning rate, decay factors ...), computed in double on the host. Steps count from 1. */
    float[] rates(long step);

    /**
     * The update of one tensor.
     *
     * @param rates [rateCount]
     */
    Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates);

    /**
     * What an update reads.
     *
     * @param gradient the mean over the global batch, of the parameter's shape
     */
    record Tensors(
            Shape shape, Operand<TFloat32> value, Operand<TFloat32> gradient, Map<String, Operand<TFloat32>> slots) {

        public Tensors {
            slots = Map.copyOf(slots);
        }
    }

    /**
     * What an update gives.
     *
     * @param value the new parameter
     * @param slots the new slots, every one of them
     * @param report [4]: RMS of the row factor, RMS of the column factor, RMS of the update before clipping and learning
     *     rate, 1 if it was clipped else 0
     */
    record Updated(Operand<TFloat32> value, Map<String, Operand<TFloat32>> slots, Operand<TFloat32> report) {

        public Updated {
            slots = Map.copyOf(slots);
        }
    }
}
