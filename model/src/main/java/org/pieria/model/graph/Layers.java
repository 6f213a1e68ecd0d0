package org.pieria.model.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The layers that several models share, as functions from operands to an operand. Images are [batch, height, width,
 * channels]; all shapes are static. A layer with weights takes them from the scope that it is given.
 */
public final class Layers {

    /** What keeps a normalisation from dividing by zero. */
    private static final float EPSILON = 1e-5f;

    /** The standard deviation of a standard normal that is cut off beyond two. */
    private static final double TRUNCATED = 0.879_625_66;

    private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
    private static final double GELU_CUBE = 0.044715;

    private Layers() {}

    /**
     * A linear map of the last dimension, with bias: weights {@code kernel} [inputs, width] and {@code bias} [width].
     *
     * @param x [..., inputs]
     * @return [..., width]
     */
    public static Operand<TFloat32> dense(Ops tf, Operand<TFloat32> x, Parameters weights, int width) {
        long inputs = channels(x);
        Operand<TFloat32> kernel = weights.get("kernel", lecun(inputs), inputs, width);
        Operand<TFloat32> bias = weights.get("bias", Initializer.zeros(), width);
        Operand<TFloat32> rows = tf.reshape(x, tf.constant(new long[] {-1, inputs})); // [rows, inputs]
        Operand<TFloat32> mapped = tf.nn.biasAdd(tf.linalg.matMul(rows, kernel), bias); // [rows, width]
        return tf.reshape(mapped, tf.constant(withChannels(x, width)));
    }

    /**
     * A convolution with same padding: weights {@code kernel} [size, size, inputs, channels] and, if it has one,
     * {@code bias} [channels].
     *
     * @param x [batch, height, width, inputs]
     * @return [batch, height, width, channels]
     */
    public static Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> x, Parameters weights, Convolution form) {
        long inputs = channels(x);
        long size = form.size();
        Operand<TFloat32> kernel =
                weights.get("kernel", lecun(size * size * inputs), size, size, inputs, form.channels());
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return form.bias() ? tf.nn.biasAdd(y, weights.get("bias", Initializer.zeros(), form.channels())) : y;
    }

    /**
     * Layer normalisation of the last dimension (Ba et al. 2016): weights {@code scale} and {@code bias}, [width].
     *
     * @param x [..., width]
     * @return [..., width]
     */
    public static Operand<TFloat32> layerNorm(Ops tf, Operand<TFloat32> x, Parameters weights) {
        long width = channels(x);
        Operand<TFloat32> centred = tf.math.sub(x, lastMean(tf, x));
        Operand<TFloat32> variance = lastMean(tf, tf.math.square(centred)); // [..., 1]
        Operand<TFloat32> scaled = tf.math.mul(
                tf.math.mul(centred, inverseRoot(tf, variance)), weights.get("scale", Initializer.ones(), width));
        return tf.math.add(scaled, weights.get("bias", Initializer.zeros(), width));
    }

    /**
     * Root-mean-square normalisation of the last dimension (Zhang and Sennrich 2019): weight {@code scale} [width].
     *
     * @param x [..., width]
     * @return [..., width]
     */
    public static Operand<TFloat32> rmsNorm(Ops tf, Operand<TFloat32> x, Parameters weights) {
        Operand<TFloat32> scale = weights.get("scale", Initializer.ones(), channels(x));
        Operand<TFloat32> inverse = inverseRoot(tf, lastMean(tf, tf.math.square(x))); // [..., 1]
        return tf.math.mul(tf.math.mul(x, inverse), scale);
    }

    /**
     * Group normalisation (Wu and He 2018): weights {@code scale} and {@code bias}, [channels].
     *
     * <p>The moments are taken per channel first and per group after. Then the image is read and written once, by one
     * factor and one offset per channel; with a reduction over groups in the image itself this layer costs as much as a
     * convolution.
     *
     * @param x [batch, height, width, channels]
     * @param groups divides the channels
     * @return [batch, height, width, channels]
     */
    public static Operand<TFloat32> groupNorm(Ops tf, Operand<TFloat32> x, Parameters weights, int groups) {
        long channels = channels(x);
        Operand<TFloat32> mean = groupMean(tf, x, groups); // [batch, 1, 1, channels]
        Operand<TFloat32> square = groupMean(tf, tf.math.square(x), groups); // [batch, 1, 1, channels]
        Operand<TFloat32> variance = tf.nn.relu(tf.math.sub(square, tf.math.square(mean)));
        Operand<TFloat32> factor =
                tf.math.mul(inverseRoot(tf, variance), weights.get("scale", Initializer.ones(), channels));
        Operand<TFloat32> offset =
                tf.math.sub(weights.get("bias", Initializer.zeros(), channels), tf.math.mul(mean, factor));
        return tf.math.add(tf.math.mul(x, factor), offset);
    }

    /** x sigmoid(x). */
    public static Operand<TFloat32> swish(Ops tf, Operand<TFloat32> x) {
        return tf.math.mul(x, tf.math.sigmoid(x));
    }

    /**
     * The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016), 0.5 x (1 + tanh(u)), written as
     * x sigmoid(2u) with u = sqrt(2 / pi) (x + 0.044715 x^3): the same function in two thirds of the passes over x.
     */
    public static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> cube = tf.math.mul(tf.math.square(x), tf.constant((float) (2 * GELU_SCALE * GELU_CUBE)));
        Operand<TFloat32> twice = tf.math.mul(x, tf.math.add(cube, tf.constant((float) (2 * GELU_SCALE))));
        return tf.math.mul(x, tf.math.sigmoid(twice));
    }

    /**
     * Doubles the sides by repeating pixels. Not with TensorFlow's resizing: XLA knows no gradient of it.
     *
     * @param x [batch, height, width, channels]
     * @return [batch, 2 height, 2 width, channels]
     */
    public static Operand<TFloat32> upsample(Ops tf, Operand<TFloat32> x) {
        long[] shape = x.shape().asArray();
        long[] apart = {shape[0] * shape[1], 1, shape[2], 1, shape[3]};
        long[] doubled = {shape[0], 2 * shape[1], 2 * shape[2], shape[3]};
        Operand<TFloat32> pixels = tf.reshape(x, tf.constant(apart)); // [batch height, 1, width, 1, channels]
        Operand<TFloat32> repeated = tf.tile(pixels, tf.constant(new int[] {1, 2, 1, 2, 1}));
        return tf.reshape(repeated, tf.constant(doubled));
    }

    /**
     * Halves the sides by averaging squares of two by two pixels.
     *
     * @param x [batch, 2 height, 2 width, channels]
     * @return [batch, height, width, channels]
     */
    public static Operand<TFloat32> downsample(Ops tf, Operand<TFloat32> x) {
        List<Long> window = List.of(1L, 2L, 2L, 1L);
        return tf.nn.avgPool(x, window, window, "VALID");
    }

    private static Operand<TFloat32> groupMean(Ops tf, Operand<TFloat32> x, int groups) {
        long[] shape = x.shape().asArray();
        long batch = shape[0];
        long channels = shape[3];
        Operand<TFloat32> flat = tf.reshape(x, tf.constant(new long[] {batch, shape[1] * shape[2], channels}));
        Operand<TFloat32> perChannel = tf.math.mean(flat, tf.constant(new int[] {1})); // [batch, channels]
        Operand<TFloat32> grouped = tf.reshape(perChannel, tf.constant(new long[] {batch * groups, channels / groups}));
        Operand<TFloat32> perGroup = lastMean(tf, grouped); // [batch groups, 1]
        // The shape is int32: BroadcastTo's gradient fails on int64.
        int[] spreadShape = {Math.toIntExact(batch * groups), Math.toIntExact(channels / groups)};
        Operand<TFloat32> spread = tf.broadcastTo(perGroup, tf.constant(spreadShape));
        return tf.reshape(spread, tf.constant(new long[] {batch, 1, 1, channels}));
    }

    private static Operand<TFloat32> lastMean(Ops tf, Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {-1}), Mean.keepDims(true));
    }

    private static Operand<TFloat32> inverseRoot(Ops tf, Operand<TFloat32> square) {
        return tf.math.rsqrt(tf.math.add(square, tf.constant(EPSILON)));
    }

    /** Keeps the variance of unit inputs (LeCun et al. 1998). */
    private static Initializer lecun(long inputs) {
        return Initializer.truncatedNormal(Math.sqrt(1.0 / inputs) / TRUNCATED);
    }

    private static long channels(Operand<TFloat32> x) {
        Shape shape = x.shape();
        return shape.get(shape.numDimensions() - 1);
    }

    private static long[] withChannels(Operand<TFloat32> x, long channels) {
        long[] shape = x.shape().asArray();
        shape[shape.length - 1] = channels;
        return shape;
    }
}
