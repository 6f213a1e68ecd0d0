package org.pieria.model.transformer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What cross-attention may look at. Absent keys are zero vectors: no layer of this package adds a bias, so their values
 * are zero too, and where every key is absent cross-attention contributes exactly nothing.
 *
 * @param keys [batch, count, width], zero where absent
 * @param present [batch, count], 1 or 0
 * @param count keys of a sample
 */
record Context(Operand<TFloat32> keys, Operand<TFloat32> present, int count) {

    private static final float FAR = 1e9f;

    /** The keys of both. */
    Context and(Ops tf, Context other) {
        return new Context(
                tf.concat(List.of(keys, other.keys), tf.constant(1)),
                tf.concat(List.of(present, other.present), tf.constant(1)),
                count + other.count);
    }

    /**
     * What is added to the scores: 0 where present, else so low that the weight is exactly 0 (beside any present key).
     *
     * @return [batch, 1, 1, count]
     */
    Operand<TFloat32> bias(Net net, int batch) {
        Ops tf = net.tf();
        Operand<TFloat32> low = tf.math.mul(tf.math.sub(present, tf.constant(1f)), tf.constant(FAR));
        return net.reshape(low, batch, 1, 1, count);
    }
}
