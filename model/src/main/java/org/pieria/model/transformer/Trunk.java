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
    Operand<TFloat32> apply(Net net, Operand<TFloat32> rows, Keys.@Nullable OfLayers context) {
        Operand<TFloat32> stream = rows;
        for (int layer = 0; layer < layers; layer++) {
            stream = kept(layer(net, layer), stream, context == null ? null : context.at(layer));
        }
        return net.norm("norm", stream);
    }

    /** A layer of which everything is kept for its gradient, or what enters it alone. Known keys have no gradient. */
    private Operand<TFloat32> kept(Net net, Operand<TFloat32> rows, @Nullable Keys context) {
        if (!net.compute().rematerialise() || context instanceof KnownKeys) {
            return pass(net, rows, context);
        }
        return context instanceof ProjectedKeys projected
                ? net.parameters()
                        .segment(
                                List.of(rows, projected.rows()),
                                (again, in) -> pass(net.with(again), in.get(0), projected.with(in.get(1))))
                : net.parameters().segment(List.of(rows), (again, in) -> pass(net.with(again), in.get(0), null));
    }

    private Operand<TFloat32> pass(Net net, Operand<TFloat32> rows, @Nullable Keys context) {
        Ops tf = net.tf();
        int branches = layers * (context == null ? 2 : 3);
        Operand<TFloat32> seen =
                tf.math.add(rows, Attention.self(net.in("self"), net.norm("norm-self", rows), axes, branches));
        Operand<TFloat32> told = context == null
                ? seen
                : tf.math.add(seen, Attention.cross(cross(net), net.norm("norm-cross", seen), context, branches));
        return tf.math.add(told, Perceptron.apply(net.in("mlp"), net.norm("norm-mlp", told), branches));
    }

    /** Where a layer is built, counted from 0. */
    static Net layer(Net net, int layer) {
        return net.in("layer" + layer);
    }

    /** Where a layer's cross-attention is built. */
    static Net cross(Net layer) {
        return layer.in("cross");
    }
}
