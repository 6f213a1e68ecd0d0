package org.pieria.model.text.t5;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The layers of the encoder over its weights. Everything but products with weights is in float32. */
final class T5Net {

    private static final float EPSILON = 1e-6f;

    private final Ops tf;
    private final T5Weights weights;

    T5Net(Ops tf, T5Weights weights) {
        this.tf = tf;
        this.weights = weights;
    }

    Ops tf() {
        return tf;
    }

    /** RMSNorm: no mean, no bias. */
    Operand<TFloat32> norm(String name, Operand<TFloat32> rows) {
        Operand<TFloat32> variance = tf.math.mean(tf.math.square(rows), tf.constant(-1), Mean.keepDims(true));
        Operand<TFloat32> scaled = tf.math.mul(rows, tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
        return tf.math.mul(scaled, tf.dtypes.cast(weights.of(name), TFloat32.class));
    }

    /** [rows, in] to [rows, out], without bias. */
    Operand<TFloat32> linear(String name, Operand<TFloat32> rows) {
        return product(rows, weights.of(name));
    }

    private <T extends TNumber> Operand<TFloat32> product(Operand<TFloat32> rows, Operand<T> weight) {
        Operand<T> typed = tf.dtypes.cast(rows, weight.type());
        return tf.dtypes.cast(tf.linalg.matMul(typed, weight, MatMul.transposeB(true)), TFloat32.class);
    }

    /** Rows of a table; the result has the indices' dimensions and one more. */
    Operand<TFloat32> lookup(String name, Operand<TInt32> indices) {
        return tf.dtypes.cast(tf.gather(weights.of(name), indices, tf.constant(0)), TFloat32.class);
    }

    /** wo(gelu(wi_0 x) * wi_1 x), [rows, width] to [rows, width]. */
    Operand<TFloat32> mlp(int block, Operand<TFloat32> rows) {
        Operand<TFloat32> gate = gelu(linear(T5Names.mlp(block, "wi_0"), rows));
        Operand<TFloat32> value = linear(T5Names.mlp(block, "wi_1"), rows);
        return linear(T5Names.mlp(block, "wo"), tf.math.mul(gate, value));
    }

    /** The approximation by tanh, which the weights were trained with. */
    private Operand<TFloat32> gelu(Operand<TFloat32> x) {
        Operand<TFloat32> cube = tf.math.mul(tf.math.mul(x, tf.math.square(x)), tf.constant(0.044715f));
        Operand<TFloat32> inner = tf.math.mul(tf.math.add(x, cube), tf.constant((float) Math.sqrt(2 / Math.PI)));
        Operand<TFloat32> gate = tf.math.add(tf.math.tanh(inner), tf.constant(1f));
        return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), gate);
    }
}
