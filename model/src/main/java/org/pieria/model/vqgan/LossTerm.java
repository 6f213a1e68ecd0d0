package org.pieria.model.vqgan;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One weighted term of the loss.
 *
 * @param name under which it is reported
 * @param value scalar
 */
record LossTerm(String name, double weight, Operand<TFloat32> value) {

    /** The weighted sum, in the order of the list. A scalar. */
    static Operand<TFloat32> sum(Ops tf, List<LossTerm> terms) {
        return terms.stream()
                .map(term -> term.weighted(tf))
                .reduce(tf.math::add)
                .orElseThrow(() -> new IllegalStateException("a loss needs a term"));
    }

    private Operand<TFloat32> weighted(Ops tf) {
        return tf.math.mul(value, tf.constant((float) weight));
    }
}
