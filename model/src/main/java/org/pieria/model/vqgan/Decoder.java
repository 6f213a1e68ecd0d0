package org.pieria.model.vqgan;

import static org.pieria.model.graph.Layers.convolve;
import static org.pieria.model.graph.Layers.upsample;

import org.pieria.model.graph.Convolution;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** From codes back to pixels: the encoder's mirror image. */
record Decoder(NetworkShape shape) {

    private static final int COLOURS = 3;

    /**
     * The images of codes.
     *
     * @param codes [batch, grid, grid, depth]
     * @return [batch, side, side, 3], near [0, 1] but not held to it
     */
    Operand<TFloat32> decode(Ops tf, Operand<TFloat32> codes, Parameters weights) {
        int last = shape.levels() - 1;
        Operand<TFloat32> x = convolve(tf, codes, weights.in("stem"), Convolution.biased(3, shape.channelsAt(last)));
        for (int level = last; level >= 0; level--) {
            x = level(tf, x, weights.in("level" + level), level);
        }
        Operand<TFloat32> active = ResidualBlock.activate(tf, x, weights.in("norm"));
        int colours = COLOURS * shape.patch() * shape.patch();
        Operand<TFloat32> folded = convolve(tf, active, weights.in("out"), Convolution.biased(3, colours));
        return Pixels.restore(tf, Pixels.unfold(tf, folded, shape.patch())); // [batch, side, side, 3]
    }

    private Operand<TFloat32> level(Ops tf, Operand<TFloat32> below, Parameters weights, int level) {
        Operand<TFloat32> x = below;
        for (int block = 0; block < shape.residualBlocks(); block++) {
            x = ResidualBlock.apply(tf, x, weights.in("block" + block), shape.channelsAt(level));
        }
        return level == 0 ? x : enlarge(tf, x, weights.in("up"), shape.channelsAt(level));
    }

    private static Operand<TFloat32> enlarge(Ops tf, Operand<TFloat32> x, Parameters weights, int channels) {
        return convolve(tf, upsample(tf, x), weights, Convolution.biased(3, channels)); // twice the side
    }
}
