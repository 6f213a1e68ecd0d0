package org.pieria.model.transformer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cross-entropy of the hidden tokens: the mean over a sample's hidden tokens, then over samples. So every sample weighs the
 * same, whatever the others hide, and the mean over slices is the mean over the batch.
 */
record MaskedLoss(TransformerConfig config, Net net) {

    /**
     * The loss and the statistics of one slice.
     *
     * @param logits [batch * tokens, codes]
     * @param labels [batch, tokens]
     * @param mask [batch, tokens], 1 where hidden
     */
    SliceOutputs of(Operand<TFloat32> logits, Operand<TInt32> labels, Operand<TFloat32> mask) {
        Operand<TFloat32> weights = weights(mask);
        Operand<TInt32> flat = net.tf().reshape(labels, net.tf().constant(new int[] {-1})); // [batch * tokens]
        Operand<TFloat32> exact = weighted(crossEntropy(logits, flat, 0), weights);
        Operand<TFloat32> loss = config.labelSmoothing() == 0
                ? exact
                : weighted(crossEntropy(logits, flat, config.labelSmoothing()), weights);
        Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
        statistics.put("cross-entropy", exact);
        statistics.put("accuracy", weighted(correct(logits, flat), weights));
        return new SliceOutputs(loss, statistics);
    }

    /** What each token counts: [batch * tokens], with sum 1 unless a sample hides nothing. */
    private Operand<TFloat32> weights(Operand<TFloat32> mask) {
        Ops tf = net.tf();
        Operand<TFloat32> hidden = tf.sum(mask, tf.constant(1), Sum.keepDims(true)); // [batch, 1]
        Operand<TFloat32> samples = tf.constant((float) config.batch());
        Operand<TFloat32> share = tf.math.mul(tf.math.maximum(hidden, tf.constant(1f)), samples);
        return net.reshape(tf.math.div(mask, share), -1);
    }

    private Operand<TFloat32> crossEntropy(Operand<TFloat32> logits, Operand<TInt32> labels, double smoothing) {
        Ops tf = net.tf();
        int codes = config.grid().codes();
        float rest = (float) (smoothing / codes);
        float truth = (float) (1 - smoothing + smoothing / codes);
        Operand<TFloat32> target = tf.oneHot(labels, tf.constant(codes), tf.constant(truth), tf.constant(rest));
        return tf.nn.softmaxCrossEntropyWithLogits(logits, target).loss(); // [batch * tokens]
    }

    private Operand<TFloat32> correct(Operand<TFloat32> logits, Operand<TInt32> labels) {
        Ops tf = net.tf();
        Operand<TInt32> best = tf.math.argMax(logits, tf.constant(1), TInt32.class);
        return tf.dtypes.cast(tf.math.equal(best, labels), TFloat32.class);
    }

    private Operand<TFloat32> weighted(Operand<TFloat32> values, Operand<TFloat32> weights) {
        return net.tf().sum(net.tf().math.mul(values, weights), net.tf().constant(0));
    }
}
