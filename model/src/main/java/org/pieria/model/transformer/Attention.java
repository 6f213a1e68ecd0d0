package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** Self-attention over tokens and cross-attention to what conditions them, without biases. */
final class Attention {

    private Attention() {}

    /**
     * What tokens learn from each other.
     *
     * @param rows [batch * tokens, width], tokens in block order
     * @param branches how many residual branches the network has
     * @return [batch * tokens, width]
     */
    static Operand<TFloat32> self(Net net, Operand<TFloat32> rows, List<Axis> axes, int branches) {
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (Axis axis : axes) {
            parts.add(along(net, rows, axis));
        }
        Operand<TFloat32> joined = parts.size() == 1
                ? parts.get(0)
                : net.tf().concat(parts, net.tf().constant(1));
        return net.linear(
                "out", joined, Weight.residual(net.size().width(), net.size().width(), branches));
    }

    /**
     * What tokens learn from the context.
     *
     * @param rows [batch * tokens, width]
     * @param branches how many residual branches the network has
     * @return [batch * tokens, width]
     */
    static Operand<TFloat32> cross(Net net, Operand<TFloat32> rows, Keys context, int branches) {
        Size size = net.size();
        Operand<TFloat32> query = net.linear("query", rows, Weight.of(size.width(), size.width()));
        Operand<TFloat32> split = net.reshape(query, context.batch(), -1, size.heads(), size.depth());
        Operand<TFloat32> turned = net.transpose(split, 0, 2, 1, 3); // [batch, heads, tokens, depth]
        Heads heads = context.heads(net, turned);
        Operand<TFloat32> mixed = net.transpose(attend(net, heads, context.bias()), 0, 2, 1, 3);
        Operand<TFloat32> flat = net.reshape(mixed, -1, size.width()); // [batch * tokens, width]
        return net.linear("out", flat, Weight.residual(size.width(), size.width(), branches));
    }

    private static Operand<TFloat32> along(Net net, Operand<TFloat32> rows, Axis axis) {
        int depth = net.size().depth();
        int width = axis.heads() * depth;
        Weight weight = Weight.of(net.size().width(), 3 * width);
        Operand<TFloat32> qkv = net.in(axis.name()).linear("qkv", rows, weight); // [batch * tokens, 3 * width]
        Operand<TFloat32> split = net.reshape(qkv, -1, axis.blocks(), axis.cells(), 3, axis.heads(), depth);
        List<Output<TFloat32>> three = // [batch, blocks, cells, heads, depth] each
                net.tf().unstack(split, 3L, Unstack.axis(3L)).output();
        Heads heads = axis.across()
                ? Heads.of(net, three, new int[] {0, 2, 3, 1, 4}, new int[] {0, 2, 3, 4, 1})
                : Heads.of(net, three, new int[] {0, 1, 3, 2, 4}, new int[] {0, 1, 3, 4, 2});
        Operand<TFloat32> mixed = attend(net, heads, null); // [batch, groups, heads, length, depth]
        Operand<TFloat32> back = // [batch, blocks, cells, heads, depth]
                axis.across() ? net.transpose(mixed, 0, 3, 1, 2, 4) : net.transpose(mixed, 0, 1, 3, 2, 4);
        return net.reshape(back, -1, width); // [batch * tokens, width of these heads]
    }

    /**
     * softmax(q k' / sqrt(depth) + bias) v
     *
     * @param bias broadcast to [..., queries, keys]; none if every key is present
     * @return [..., queries, depth]
     */
    static Operand<TFloat32> attend(Net net, Heads heads, @Nullable Operand<TFloat32> bias) {
        Ops tf = net.tf();
        Operand<TFloat32> scale = tf.constant((float) (1 / Math.sqrt(net.size().depth())));
        Operand<TFloat32> scores = // [..., queries, keys]
                net.precision().products(tf, tf.math.mul(heads.query(), scale), heads.keys());
        Operand<TFloat32> weights = tf.nn.softmax(bias == null ? scores : tf.math.add(scores, bias));
        return net.precision().products(tf, weights, heads.values(), BatchMatMul.adjY(true));
    }

    /**
     * What attention multiplies. Keys and values lie across: then the gradient never multiplies by transposed weights, of
     * all operands the largest, which costs twice as much.
     *
     * @param query [..., queries, depth]
     * @param keys [..., depth, keys]
     * @param values [..., depth, keys]
     */
    record Heads(Operand<TFloat32> query, Operand<TFloat32> keys, Operand<TFloat32> values) {

        static Heads of(Net net, List<Output<TFloat32>> three, int[] along, int[] across) {
            return new Heads(
                    net.transpose(three.get(0), along),
                    net.transpose(three.get(1), across),
                    net.transpose(three.get(2), across));
        }
    }
}
