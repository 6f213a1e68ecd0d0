package org.pieria.model.vqgan;

import static org.pieria.model.graph.Layers.convolve;
import static org.pieria.model.graph.Layers.groupNorm;
import static org.pieria.model.graph.Layers.swish;

import org.pieria.model.graph.Convolution;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** x + conv(swish(norm(conv(swish(norm(x)))))), without biases, as in MaskGIT's VQGAN. */
final class ResidualBlock {

    private ResidualBlock() {}

    /**
     * The whole block.
     *
     * @param x [batch, height, width, inputs]
     * @return [batch, height, width, channels]
     */
    static Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Parameters weights, int channels) {
        Operand<TFloat32> first = branch(tf, x, weights.in("0"), channels);
        Operand<TFloat32> second = branch(tf, first, weights.in("1"), channels);
        return tf.math.add(shortcut(tf, x, weights.in("shortcut"), channels), second);
    }

    private static Operand<TFloat32> branch(Ops tf, Operand<TFloat32> x, Parameters weights, int channels) {
        return convolve(tf, activate(tf, x, weights.in("norm")), weights.in("conv"), Convolution.plain(3, channels));
    }

    /** swish(norm(x)), of the same shape. */
    static Operand<TFloat32> activate(Ops tf, Operand<TFloat32> x, Parameters weights) {
        return swish(tf, groupNorm(tf, x, weights, NetworkShape.groups(x.shape().get(3))));
    }

    private static Operand<TFloat32> shortcut(Ops tf, Operand<TFloat32> x, Parameters weights, int channels) {
        return x.shape().get(3) == channels ? x : convolve(tf, x, weights, Convolution.plain(1, channels));
    }
}
