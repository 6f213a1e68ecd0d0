package org.pieria.model.vqgan;

import static org.pieria.model.graph.Layers.convolve;
import static org.pieria.model.graph.Layers.downsample;

import org.pieria.model.graph.Convolution;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * From pixels to the vectors that the codebook quantises.
 *
 * @param depth of a vector
 */
record Encoder(NetworkShape shape, int depth) {

    /**
     * The vectors of images.
     *
     * @param images [batch, side, side, 3] in [0, 1]
     * @return [batch, grid, grid, depth]
     */
    Operand<TFloat32> encode(Ops tf, Operand<TFloat32> images, Parameters weights) {
        Operand<TFloat32> x = Pixels.fold(
                tf, Pixels.centre(tf, images), shape.patch()); // [batch, side / patch, side / patch, 3 patch²]
        x = convolve(tf, x, weights.in("stem"), Convolution.biased(3, shape.channelsAt(0)));
        for (int level = 0; level < shape.levels(); level++) {
            x = level(tf, x, weights.in("level" + level), level);
        }
        Operand<TFloat32> active = ResidualBlock.activate(tf, x, weights.in("norm"));
        return convolve(tf, active, weights.in("out"), Convolution.biased(1, depth));
    }

    private Operand<TFloat32> level(Ops tf, Operand<TFloat32> above, Parameters weights, int level) {
        Operand<TFloat32> x = level == 0 ? above : downsample(tf, above); // half the side
        for (int block = 0; block < shape.residualBlocks(); block++) {
            x = ResidualBlock.apply(tf, x, weights.in("block" + block), shape.channelsAt(level));
        }
        return x;
    }
}
