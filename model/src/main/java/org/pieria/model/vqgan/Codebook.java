package org.pieria.model.vqgan;

import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The learned vectors that stand for tokens (van den Oord et al. 2017). */
record Codebook(CodebookConfig config) {

    /** Its name below the phase. */
    static final String NAME = "codebook";

    /** [codes, depth]. Uniform of variance 1 / codes, as in MaskGIT; a revival at the first step replaces it. */
    Operand<TFloat32> weights(Parameters parameters) {
        Initializer initializer = Initializer.uniform(Math.sqrt(3.0 / config.codes()));
        return parameters.get(NAME, initializer, config.codes(), config.depth());
    }

    /**
     * Finds the nearest code of every vector.
     *
     * @param vectors [vectors, depth]
     */
    Quantized quantize(Ops tf, Operand<TFloat32> vectors, Parameters parameters) {
        Operand<TFloat32> weights = weights(parameters);
        Operand<TFloat32> distances = distances(tf, vectors, weights); // [vectors, codes]
        Operand<TInt32> tokens = tf.math.argMin(tf.stopGradient(distances), tf.constant(1), TInt32.class);
        return new Quantized(vectors, distances, tokens, tf.gather(weights, tokens, tf.constant(0)));
    }

    /**
     * The codes of known tokens.
     *
     * @param tokens of any shape, in 0 .. codes-1
     * @return [..., depth]
     */
    Operand<TFloat32> lookUp(Ops tf, Operand<TInt32> tokens, Parameters parameters) {
        return tf.gather(weights(parameters), tokens, tf.constant(0));
    }

    /**
     * The codes with the encoder's gradient: forward they are the codes, backward the vectors (the straight-through
     * estimator of Bengio et al. 2013).
     *
     * @return [vectors, depth]
     */
    static Operand<TFloat32> passThrough(Ops tf, Quantized quantized) {
        Operand<TFloat32> step = tf.math.sub(quantized.codes(), quantized.vectors());
        return tf.math.add(quantized.vectors(), tf.stopGradient(step));
    }

    /** |v - c|² = |v|² - 2 v·c + |c|². */
    private static Operand<TFloat32> distances(Ops tf, Operand<TFloat32> vectors, Operand<TFloat32> codes) {
        Operand<TFloat32> products = tf.linalg.matMul(vectors, codes, MatMul.transposeB(true)); // [vectors, codes]
        Operand<TFloat32> lengths = tf.sum(tf.math.square(codes), tf.constant(1)); // [codes]
        Operand<TFloat32> own = tf.sum(tf.math.square(vectors), tf.constant(1), Sum.keepDims(true));
        Operand<TFloat32> relative = tf.math.sub(lengths, tf.math.mul(products, tf.constant(2f)));
        return tf.math.add(relative, own);
    }
}
