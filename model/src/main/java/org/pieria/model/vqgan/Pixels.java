package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How the networks of this package see pixels: around zero, and squares of them folded into channels. */
final class Pixels {

    private Pixels() {}

    /** From [0, 1] to [-1, 1], so that the first step does not have to learn the mean of all pictures. */
    static Operand<TFloat32> centre(Ops tf, Operand<TFloat32> images) {
        return tf.math.sub(tf.math.mul(images, tf.constant(2f)), tf.constant(1f));
    }

    /** From [-1, 1] to [0, 1]. */
    static Operand<TFloat32> restore(Ops tf, Operand<TFloat32> colours) {
        return tf.math.mul(tf.math.add(colours, tf.constant(1f)), tf.constant(0.5f));
    }

    /**
     * Squares of pixels become channels.
     *
     * @param images [batch, side, side, channels]
     * @param patch side of the squares; 1 changes nothing
     * @return [batch, side / patch, side / patch, channels * patch²]
     */
    static Operand<TFloat32> fold(Ops tf, Operand<TFloat32> images, int patch) {
        return patch == 1 ? images : tf.nn.spaceToDepth(images, (long) patch);
    }

    /** Undoes {@link #fold}. */
    static Operand<TFloat32> unfold(Ops tf, Operand<TFloat32> folded, int patch) {
        return patch == 1 ? folded : tf.nn.depthToSpace(folded, (long) patch);
    }
}
