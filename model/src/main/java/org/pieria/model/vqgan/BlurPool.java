package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Halves the sides of an image with the filter [1, 3, 3, 1] / 8 along each (Zhang 2019, as StyleGAN's discriminator does).
 * Built of matrix products, because these can be differentiated as often as one likes.
 */
final class BlurPool {

    private static final float[] TAPS = {1 / 8f, 3 / 8f, 3 / 8f, 1 / 8f};

    private BlurPool() {}

    /**
     * Zeros lie beyond the edges.
     *
     * @param x [batch, side, side, channels], an even side
     * @return [batch, side / 2, side / 2, channels]
     */
    static Operand<TFloat32> half(Ops tf, Operand<TFloat32> x) {
        long batch = x.shape().get(0);
        long side = x.shape().get(1);
        long channels = x.shape().get(3);
        Operand<TFloat32> filter = filter(tf, (int) side);
        Operand<TFloat32> lines = tf.reshape(x, tf.constant(new long[] {batch, side, side * channels}));
        Operand<TFloat32> fewer = tf.train.batchMatMul(filter, lines, TFloat32.class); // [batch, side/2, side*channels]
        Operand<TFloat32> rows = tf.reshape(fewer, tf.constant(new long[] {batch * side / 2, side, channels}));
        Operand<TFloat32> narrow = tf.train.batchMatMul(filter, rows, TFloat32.class); // [.., side/2, channels]
        return tf.reshape(narrow, tf.constant(new long[] {batch, side / 2, side / 2, channels}));
    }

    /** [1, side / 2, side]: one output pixel per row. */
    private static Operand<TFloat32> filter(Ops tf, int side) {
        float[] filter = new float[side / 2 * side];
        for (int out = 0; out < side / 2; out++) {
            for (int tap = 0; tap < TAPS.length; tap++) {
                int in = 2 * out - 1 + tap;
                if (in >= 0 && in < side) {
                    filter[out * side + in] = TAPS[tap];
                }
            }
        }
        return tf.reshape(tf.constant(filter), tf.constant(new int[] {1, side / 2, side}));
    }
}
