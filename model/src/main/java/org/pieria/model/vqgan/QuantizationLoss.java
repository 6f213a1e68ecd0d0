package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The two terms that draw vectors and codes together (van den Oord et al. 2017, equation 3). Each moves one side only;
 * the weight beta belongs to the commitment, not to the codebook term.
 */
final class QuantizationLoss {

    private QuantizationLoss() {}

    /** mean (v - sg(c))²: draws the encoder to its codes. A scalar. */
    static Operand<TFloat32> commitment(Ops tf, Quantized quantized) {
        return Means.of(tf, tf.math.squaredDifference(quantized.vectors(), tf.stopGradient(quantized.codes())));
    }

    /** mean (sg(v) - c)²: draws the codes to the encoder. A scalar. */
    static Operand<TFloat32> codebook(Ops tf, Quantized quantized) {
        return Means.of(tf, tf.math.squaredDifference(tf.stopGradient(quantized.vectors()), quantized.codes()));
    }
}
