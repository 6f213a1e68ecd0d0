package org.pieria.model.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The Inception network (Szegedy et al. 2015) up to its last pooling, as FID is defined on it: averages leave out what lies
 * beyond the edge, and the last block takes a maximum. Each convolution's normalisation is folded into its {@code
 * NAME/kernel} and {@code NAME/bias}, where NAME is as pytorch-fid has it.
 *
 * @param narrowing what all channels are divided by: 1 as published, up to 16 for tests
 */
public record InceptionNetwork(int narrowing) {

    /** Channels of the first convolution, as published. */
    public static final int FIRST_CHANNELS = 32;

    /** The first convolution. */
    public static final String FIRST = "Conv2d_1a_3x3";

    /** The least side of a picture that leaves something of every layer, in pixels. */
    public static final int LEAST_SIDE = 75;

    private static final int WIDTH = 2048;
    private static final int SIDE = 299;

    public InceptionNetwork {
        Rules.require(
                List.of(1, 2, 4, 8, 16).contains(narrowing), "channels are divided by 1, 2, 4, 8 or 16", narrowing);
    }

    /** Features of a picture. */
    public int width() {
        return WIDTH / narrowing;
    }

    /**
     * The features of pictures.
     *
     * @param images [batch, side, side, 3] in [-1, 1]
     * @return [batch, width]
     */
    public Operand<TFloat32> features(Ops tf, Operand<TFloat32> images, Parameters weights) {
        InceptionBlocks blocks = new InceptionBlocks(tf, weights, narrowing);
        Operand<TFloat32> x = blocks.stem(images); // [batch, 35, 35, 192]
        x = blocks.small("Mixed_5b", x, 32); // [batch, 35, 35, 256]
        x = blocks.small("Mixed_5c", x, 64); // [batch, 35, 35, 288]
        x = blocks.small("Mixed_5d", x, 64);
        x = blocks.firstHalving("Mixed_6a", x); // [batch, 17, 17, 768]
        x = blocks.middle("Mixed_6b", x, 128);
        x = blocks.middle("Mixed_6c", x, 160);
        x = blocks.middle("Mixed_6d", x, 160);
        x = blocks.middle("Mixed_6e", x, 192);
        x = blocks.secondHalving("Mixed_7a", x); // [batch, 8, 8, 1280]
        x = blocks.wide("Mixed_7b", x, blocks::average); // [batch, 8, 8, 2048]
        x = blocks.wide("Mixed_7c", x, blocks::maximum);
        return tf.math.mean(x, tf.constant(new int[] {1, 2})); // [batch, width]
    }

    /** The kernels by the names of their convolutions, [height, width, inputs, channels], in the order of their use. */
    public Map<String, Shape> kernels() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters weights = Parameters.fed(tf);
            features(tf, tf.zeros(tf.constant(new int[] {1, SIDE, SIDE, 3}), TFloat32.class), weights);
            Map<String, Shape> kernels = new LinkedHashMap<>();
            for (Parameter parameter : weights.all()) {
                if (parameter.name().endsWith("/" + InceptionBlocks.KERNEL)) {
                    kernels.put(parameter.name().replace("/" + InceptionBlocks.KERNEL, ""), parameter.shape());
                }
            }
            return kernels;
        }
    }
}
