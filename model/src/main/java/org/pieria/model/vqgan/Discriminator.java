package org.pieria.model.vqgan;

import java.util.List;
import org.pieria.model.graph.Convolution;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Tells real images from reconstructions: StyleGAN's residual discriminator with blurred halving and equalised learning
 * rates (Karras et al. 2018, 2020), without any normalisation over a batch, which R1 forbids. All of it has second
 * derivatives.
 */
record Discriminator(AdversarialConfig.DiscriminatorShape shape) {

    /** The side at which halving ends. */
    private static final int LEAST_SIDE = 4;

    /** Leaky rectification that keeps the power of what it is given. */
    private static final float ABOVE = (float) Math.sqrt(2);

    private static final float BELOW = 0.2f * ABOVE;
    private static final float HALF_POWER = (float) Math.sqrt(0.5);

    /**
     * How real images look: positive for real ones.
     *
     * @param images [batch, side, side, 3] in [0, 1]
     * @return [batch]
     */
    Operand<TFloat32> judge(Ops tf, Operand<TFloat32> images, Parameters weights) {
        int channels = shape.channels();
        Operand<TFloat32> x = activate(
                tf,
                convolve(
                        tf,
                        Pixels.fold(tf, Pixels.centre(tf, images), shape.patch()),
                        weights.in("stem"),
                        Convolution.biased(1, channels)));
        for (int block = 0; side(x) > LEAST_SIDE && side(x) % 2 == 0; block++) {
            channels = Math.min(2 * channels, shape.mostChannels());
            x = block(tf, x, weights.in("block" + block), channels);
        }
        Operand<TFloat32> last = activate(tf, convolve(tf, x, weights.in("last"), Convolution.biased(3, channels)));
        long features = side(last) * side(last) * channels;
        Operand<TFloat32> flat =
                tf.reshape(last, tf.constant(new long[] {x.shape().get(0), features})); // [batch, features]
        Operand<TFloat32> hidden = activate(tf, dense(tf, flat, weights.in("hidden"), channels));
        return tf.reshape(dense(tf, hidden, weights.in("out"), 1), tf.constant(new int[] {-1}));
    }

    /** Half the side: (shortcut + convolutions) / sqrt(2). */
    private static Operand<TFloat32> block(Ops tf, Operand<TFloat32> x, Parameters weights, int channels) {
        int inputs = Math.toIntExact(x.shape().get(3));
        Operand<TFloat32> first = activate(tf, convolve(tf, x, weights.in("0"), Convolution.biased(3, inputs)));
        Operand<TFloat32> second =
                activate(tf, convolve(tf, BlurPool.half(tf, first), weights.in("1"), Convolution.biased(3, channels)));
        Operand<TFloat32> shortcut =
                convolve(tf, BlurPool.half(tf, x), weights.in("shortcut"), Convolution.plain(1, channels));
        return tf.math.mul(tf.math.add(shortcut, second), tf.constant(HALF_POWER));
    }

    /** Kernels are of power one and scaled here, so that one rate of learning suits all of them. */
    private static Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> x, Parameters weights, Convolution form) {
        long inputs = x.shape().get(3);
        long size = form.size();
        Operand<TFloat32> kernel = equalised(tf, weights, size * size * inputs, size, size, inputs, form.channels());
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return form.bias() ? tf.math.add(y, weights.get("bias", Initializer.zeros(), form.channels())) : y;
    }

    private static Operand<TFloat32> dense(Ops tf, Operand<TFloat32> rows, Parameters weights, int width) {
        long inputs = rows.shape().get(1);
        Operand<TFloat32> kernel = equalised(tf, weights, inputs, inputs, width);
        return tf.math.add(tf.linalg.matMul(rows, kernel), weights.get("bias", Initializer.zeros(), width));
    }

    private static Operand<TFloat32> equalised(Ops tf, Parameters weights, long inputs, long... shape) {
        Operand<TFloat32> kernel = weights.get("kernel", Initializer.truncatedNormal(1), shape);
        return tf.math.mul(kernel, tf.constant((float) (1 / Math.sqrt((double) inputs))));
    }

    private static Operand<TFloat32> activate(Ops tf, Operand<TFloat32> x) {
        return tf.math.maximum(tf.math.mul(x, tf.constant(ABOVE)), tf.math.mul(x, tf.constant(BELOW)));
    }

    private static long side(Operand<TFloat32> x) {
        return x.shape().get(1);
    }
}
