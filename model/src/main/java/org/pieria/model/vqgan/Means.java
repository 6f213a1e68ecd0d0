package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The mean over all elements. */
final class Means {

    private Means() {}

    /** A scalar. */
    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> values) {
        Operand<TFloat32> flat = tf.reshape(values, tf.constant(new int[] {-1}));
        return tf.math.mean(flat, tf.constant(new int[] {0}));
    }
}
