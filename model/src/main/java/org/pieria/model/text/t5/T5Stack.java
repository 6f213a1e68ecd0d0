package org.pieria.model.text.t5;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The whole encoder: embedding, pre-norm blocks of attention and gated MLP, a last norm. */
public final class T5Stack {

    private final T5Net net;
    private final T5Shape shape;

    public T5Stack(Ops tf, T5Shape shape, T5Weights weights) {
        this.net = new T5Net(tf, weights);
        this.shape = shape;
    }

    /**
     * Encodes a padded batch; padding changes nothing in the real tokens.
     *
     * @return [batch * tokens, width], zero where padded
     */
    public Operand<TFloat32> encode(T5Inputs inputs) {
        Ops tf = net.tf();
        T5Attention attention = new T5Attention(net, shape, inputs);
        Operand<TFloat32> embedded = net.lookup(T5Names.EMBEDDING, inputs.ids());
        Operand<TFloat32> rows = tf.reshape(embedded, tf.constant(new int[] {-1, shape.width()}));
        for (int block = 0; block < shape.layers(); block++) {
            rows = tf.math.add(rows, attention.attend(block, net.norm(T5Names.attentionNorm(block), rows)));
            rows = tf.math.add(rows, net.mlp(block, net.norm(T5Names.mlpNorm(block), rows)));
        }
        Operand<TFloat32> real = tf.reshape(inputs.mask(), tf.constant(new int[] {-1, 1}));
        Operand<TFloat32> normed = net.norm(T5Names.FINAL_NORM, rows);
        return tf.select(tf.math.greater(real, tf.constant(0f)), normed, tf.constant(0f));
    }
}
