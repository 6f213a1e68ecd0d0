package org.pieria.model.transformer;

import org.pieria.model.graph.Initializer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The vectors of tokens at their places. */
final class TokenEmbedding {

    private static final double DEVIATION = 0.5;

    private TokenEmbedding() {}

    /**
     * Looks up the tokens and adds their positions.
     *
     * @param tokens [batch, tokens] in the given order, each below the vocabulary
     * @return [batch * tokens, width]
     */
    static Operand<TFloat32> apply(Net net, Operand<TInt32> tokens, Grid grid) {
        Ops tf = net.tf();
        int width = net.size().width();
        Initializer first = Initializer.truncatedNormal(DEVIATION);
        Operand<TFloat32> table = net.parameters().get("embedding", first, grid.vocabulary, width);
        Operand<TFloat32> vectors = tf.gather(table, tokens, tf.constant(0)); // [batch, tokens, width]
        Operand<TFloat32> places = Positions.of(net.in("positions"), grid.grid, grid.order); // [tokens, width]
        return net.reshape(tf.math.add(vectors, places), -1, width);
    }

    /**
     * Which tokens there are and how they are ordered.
     *
     * @param vocabulary the codes, and the mask token where there is one
     * @param order the token of each place, row by row
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Grid(TokenGrid grid, int vocabulary, int[] order) {}
}
