package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** mean (x - y)² over pixels and colours, with pixels in [0, 1], as MAGVIT trains it. */
final class ReconstructionLoss {

    private ReconstructionLoss() {}

    /**
     * The term of one slice.
     *
     * @param images [batch, side, side, 3]
     * @param reconstructions of the same shape
     * @return scalar
     */
    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> images, Operand<TFloat32> reconstructions) {
        return Means.of(tf, tf.math.squaredDifference(images, reconstructions));
    }
}
