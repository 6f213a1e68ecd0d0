package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean entropy of the choice of a code minus the entropy of the mean choice (MAGVIT, Yu et al. 2023): every vector should
 * be sure of its code and all vectors together should use all codes. The choice is softmax(-distance / 0.01) over the
 * codes; the mean is taken over the slice.
 */
final class EntropyLoss {

    private static final float TEMPERATURE = 0.01f;
    private static final float EPSILON = 1e-5f;

    private EntropyLoss() {}

    /**
     * The term of one slice.
     *
     * @param distances [vectors, codes], squared
     * @return scalar, from -ln codes to 0
     */
    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> distances) {
        Operand<TFloat32> logits = tf.math.mul(distances, tf.constant(-1 / TEMPERATURE));
        Operand<TFloat32> chances = tf.nn.softmax(logits); // [vectors, codes]
        Operand<TFloat32> products = tf.math.mul(chances, tf.nn.logSoftmax(logits));
        Operand<TFloat32> own = tf.math.neg(tf.math.mean(tf.sum(products, tf.constant(1)), tf.constant(0)));
        return tf.math.sub(own, entropy(tf, tf.math.mean(chances, tf.constant(0))));
    }

    private static Operand<TFloat32> entropy(Ops tf, Operand<TFloat32> shares) {
        Operand<TFloat32> logs = tf.math.log(tf.math.add(shares, tf.constant(EPSILON)));
        return tf.math.neg(tf.sum(tf.math.mul(shares, logs), tf.constant(0)));
    }
}
