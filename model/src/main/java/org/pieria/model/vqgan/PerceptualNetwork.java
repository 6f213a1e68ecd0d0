package org.pieria.model.vqgan;

import java.util.List;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * A frozen network of the VGG family whose features tell how different two images look: LPIPS (Zhang et al. 2018). Its
 * weights come from a file; their names here are {@code features.N/kernel}, {@code features.N/bias} and {@code linK}.
 *
 * @param stages between which the side is halved; features are compared at the end of each
 * @param weighted whether each channel's difference has a learned weight
 */
public record PerceptualNetwork(List<Stage> stages, boolean weighted) {

    private static final int WINDOW = 3;
    private static final float LEAST_POWER = 1e-8f;

    /** What LPIPS takes off, and divides by, after images were brought to [-1, 1]. */
    private static final float[] SHIFT = {-0.030f, -0.088f, -0.188f};

    private static final float[] SCALE = {0.458f, 0.448f, 0.450f};

    public PerceptualNetwork {
        stages = List.copyOf(stages);
        Rules.require(!stages.isEmpty(), "a perceptual network needs a convolution", stages);
    }

    /** Convolutions, each followed by a rectification. */
    public record Stage(List<Layer> layers) {

        public Stage {
            layers = List.copyOf(layers);
        }
    }

    /**
     * One convolution over 3 by 3 pixels.
     *
     * @param place its number among all layers, as torchvision counts them
     */
    public record Layer(int place, int inputs, int channels) {}

    /**
     * How different two batches look: the mean over images and places of the squared differences of features of length
     * one, summed over stages. Differentiable in the second.
     *
     * @param real [batch, side, side, 3] in [0, 1]
     * @param fake of the same shape
     * @param weights the network's scope, frozen
     * @return scalar
     */
    Operand<TFloat32> distance(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake, Parameters weights) {
        Operand<TFloat32> x = scaled(tf, real);
        Operand<TFloat32> y = scaled(tf, fake);
        Operand<TFloat32> total = tf.constant(0f);
        for (int stage = 0; stage < stages.size(); stage++) {
            x = features(tf, x, stage, weights);
            y = features(tf, y, stage, weights);
            Operand<TFloat32> apart = tf.math.squaredDifference(unit(tf, x), unit(tf, y));
            total = tf.math.add(total, meanOverPlaces(tf, weigh(tf, apart, stage, weights)));
        }
        return total;
    }

    private Operand<TFloat32> features(Ops tf, Operand<TFloat32> above, int stage, Parameters weights) {
        Operand<TFloat32> x = stage == 0
                ? above
                : tf.nn.maxPool(
                        above, tf.constant(new int[] {1, 2, 2, 1}), tf.constant(new int[] {1, 2, 2, 1}), "VALID");
        for (Layer layer : stages.get(stage).layers()) {
            x = tf.nn.relu(convolve(tf, x, layer, weights.in("features." + layer.place())));
        }
        return x;
    }

    private static Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> x, Layer layer, Parameters weights) {
        Operand<TFloat32> kernel =
                weights.get("kernel", Initializer.zeros(), WINDOW, WINDOW, layer.inputs(), layer.channels());
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return tf.nn.biasAdd(y, weights.get("bias", Initializer.zeros(), layer.channels()));
    }

    /** Divides the features of each place by their length. */
    private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> features) {
        Operand<TFloat32> power = tf.sum(tf.math.square(features), tf.constant(3), Sum.keepDims(true));
        return tf.math.mul(features, tf.math.rsqrt(tf.math.add(power, tf.constant(LEAST_POWER))));
    }

    private Operand<TFloat32> weigh(Ops tf, Operand<TFloat32> apart, int stage, Parameters weights) {
        return weighted
                ? tf.math.mul(
                        apart,
                        weights.get(
                                "lin" + stage, Initializer.ones(), apart.shape().get(3)))
                : apart;
    }

    private static Operand<TFloat32> meanOverPlaces(Ops tf, Operand<TFloat32> apart) {
        long places =
                apart.shape().get(0) * apart.shape().get(1) * apart.shape().get(2);
        return tf.math.mul(tf.sum(apart, tf.constant(new int[] {0, 1, 2, 3})), tf.constant(1f / places));
    }

    private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> images) {
        return tf.math.div(tf.math.sub(Pixels.centre(tf, images), tf.constant(SHIFT)), tf.constant(SCALE));
    }
}
