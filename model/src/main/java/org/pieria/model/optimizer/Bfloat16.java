package org.pieria.model.optimizer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Rounds to the nearest bfloat16, ties to even, by the bits: a conversion there and back is taken for nothing by XLA, which
 * may keep the excess precision.
 */
final class Bfloat16 {

    private static final int JUST_BELOW_HALF = 0x7fff;
    private static final int UPPER_HALF = 0xffff0000;

    private Bfloat16() {}

    static Operand<TFloat32> rounded(Ops tf, Operand<TFloat32> values) {
        Operand<TInt32> bits = tf.bitcast(values, TInt32.class);
        Operand<TInt32> odd = tf.bitwise.bitwiseAnd(tf.bitwise.rightShift(bits, tf.constant(16)), tf.constant(1));
        Operand<TInt32> up = tf.math.add(bits, tf.math.add(odd, tf.constant(JUST_BELOW_HALF)));
        return tf.bitcast(tf.bitwise.bitwiseAnd(up, tf.constant(UPPER_HALF)), TFloat32.class);
    }
}
