package org.pieria.model.transformer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The MLP of a layer: two matrices with GELU between them. */
final class Perceptron {

    private static final float LINEAR = (float) (2 * Math.sqrt(2 / Math.PI));
    private static final float CUBIC = (float) (2 * Math.sqrt(2 / Math.PI) * 0.044715);

    private Perceptron() {}

    /**
     * The residual branch of a layer.
     *
     * @param rows [rows, width]
     * @param branches how many residual branches the network has
     * @return [rows, width]
     */
    static Operand<TFloat32> apply(Net net, Operand<TFloat32> rows, int branches) {
        Size size = net.size();
        Operand<TFloat32> hidden = gelu(net.tf(), net.linear("in", rows, Weight.of(size.width(), size.mlp())));
        return net.linear("out", hidden, Weight.residual(size.mlp(), size.width(), branches));
    }

    /**
     * The tanh approximation of GELU (Hendrycks and Gimpel 2016), written as x sigmoid(2z), which equals x (1 + tanh z) / 2
     * and takes half the passes over memory.
     */
    static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> slope = tf.math.add(tf.math.mul(tf.math.square(x), tf.constant(CUBIC)), tf.constant(LINEAR));
        return tf.math.mul(x, tf.math.sigmoid(tf.math.mul(x, slope)));
    }
}
