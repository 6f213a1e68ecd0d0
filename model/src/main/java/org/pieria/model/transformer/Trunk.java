package org.pieria.model.transformer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A stack of pre-norm layers: self-attention, cross-attention if there is a context, MLP.
 *
 * @param layers how many
 * @param axes who attends to whom within the tokens
 */
record Trunk(int layers, List<Axis> axes) {

    Trunk {
        axes = List.copyOf(axes);
    }

    /**
     * Passes the tokens through all layers.
     *
     * @param rows [batch * tokens, width]
     * @return [batch * tokens, width], normalised
     */
    Operand<TFloat32> apply(Net net, Operand<TFloat32> rows, Attention.@Nullable Keys context) {
        Operand<TFloat32> stream = rows;
        for (int layer = 0; layer < layers; layer++) {
            stream = kept(net.in("layer" + layer), stream, context);
        }
        return net.norm("norm", stream);
    }

    /** A layer of which everything is kept for its gradient, or what enters it alone. */
    private Operand<TFloat32> kept(Net net, Operand<TFloat32> rows, Attention.@Nullable Keys context) {
        if (!net.compute().rematerialise()) {
            return layer(net, rows, context);
        }
        return context == null
                ? net.parameters().segment(List.of(rows), (again, in) -> layer(net.with(again), in.get(0), null))
                : net.parameters()
                        .segment(
                                List.of(rows, context.rows()),
                                (again, in) -> layer(net.with(again), in.get(0), context.with(in.get(1))));
    }

    private Operand<TFloat32> layer(Net net, Operand<TFloat32> rows, Attention.@Nullable Keys context) {
        Ops tf = net.tf();
        int branches = layers * (context == null ? 2 : 3);
        Operand<TFloat32> seen =
                tf.math.add(rows, Attention.self(net.in("self"), net.norm("norm-self", rows), axes, branches));
        Operand<TFloat32> told = context == null
                ? seen
                : tf.math.add(seen, Attention.cross(net.in("cross"), net.norm("norm-cross", seen), context, branches));
        return tf.math.add(told, Perceptron.apply(net.in("mlp"), net.norm("norm-mlp", told), branches));
    }
}
