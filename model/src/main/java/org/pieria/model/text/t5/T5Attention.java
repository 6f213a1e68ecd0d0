package org.pieria.model.text.t5;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Self-attention without 1/sqrt(d): T5's initialisation has it. */
final class T5Attention {

    /** Added to a score it leaves a weight of exactly 0 beside any real key. */
    private static final float FAR = -1e9f;

    private final T5Net net;
    private final T5Shape shape;
    private final Operand<TInt32> split;
    private final Operand<TFloat32> bias;

    T5Attention(T5Net net, T5Shape shape, T5Inputs inputs) {
        this.net = net;
        this.shape = shape;
        Ops tf = net.tf();
        Operand<TInt32> heads = tf.constant(new int[] {shape.heads(), shape.headWidth()});
        this.split = tf.concat(List.of(tf.shape(inputs.ids()), heads), tf.constant(0));
        this.bias = tf.math.add(positions(inputs.buckets()), padding(inputs.mask()));
    }

    /** [1, heads, query, key] */
    private Operand<TFloat32> positions(Operand<TInt32> buckets) {
        Ops tf = net.tf();
        Operand<TFloat32> pairs = net.lookup(T5Names.BIAS, buckets); // [query, key, heads]
        return tf.expandDims(tf.linalg.transpose(pairs, tf.constant(new int[] {2, 0, 1})), tf.constant(0));
    }

    /** [batch, 1, 1, key] */
    private Operand<TFloat32> padding(Operand<TFloat32> mask) {
        Ops tf = net.tf();
        Operand<TFloat32> low = tf.math.mul(tf.math.sub(tf.constant(1f), mask), tf.constant(FAR));
        return tf.expandDims(tf.expandDims(low, tf.constant(1)), tf.constant(1));
    }

    /** [batch * tokens, width] to the same. */
    Operand<TFloat32> attend(int block, Operand<TFloat32> rows) {
        Ops tf = net.tf();
        Operand<TFloat32> queries = heads(T5Names.attention(block, "q"), rows);
        Operand<TFloat32> keys = heads(T5Names.attention(block, "k"), rows);
        Operand<TFloat32> values = heads(T5Names.attention(block, "v"), rows);
        Operand<TFloat32> scores = tf.train.batchMatMul(queries, keys, TFloat32.class, BatchMatMul.adjY(true));
        Operand<TFloat32> weights = tf.nn.softmax(tf.math.add(scores, bias));
        Operand<TFloat32> mixed = swap(tf.train.batchMatMul(weights, values, TFloat32.class));
        Operand<TFloat32> joined = tf.reshape(mixed, tf.constant(new int[] {-1, shape.inner()}));
        return net.linear(T5Names.attention(block, "o"), joined);
    }

    /** [batch, heads, tokens, head width] */
    private Operand<TFloat32> heads(String weight, Operand<TFloat32> rows) {
        return swap(net.tf().reshape(net.linear(weight, rows), split));
    }

    /** Exchanges tokens and heads. */
    private Operand<TFloat32> swap(Operand<TFloat32> x) {
        return net.tf().linalg.transpose(x, net.tf().constant(new int[] {0, 2, 1, 3}));
    }
}
