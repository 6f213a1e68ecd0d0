package org.pieria.model.vqgan;

import java.util.Map;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gives codes that no vector is near to a new place: at the first step all of them, so that training begins with a
 * codebook out of the data, and then, every so many steps, those whose share of the tokens has fallen below a tenth of
 * the fair share. The new place is the encoder's vector at a position that the host has chosen.
 *
 * <p>The share is a moving average over some hundred steps. A revived code starts exactly at the limit: it stays if it
 * was used more than that until the next revival.
 */
record Revival(String phase, CodebookConfig config) {

    /** [codes], the moving average of each code's share of the tokens. */
    static final String USAGE = "usage";

    /** Scalar, how many steps were applied; exact up to 2^24. */
    static final String STEPS = "steps";

    private static final float DECAY = 0.99f;
    private static final float DEAD = 0.1f;

    /** Declares the state that revival keeps. */
    void declare(Parameters parameters) {
        parameters.state(USAGE, Initializer.zeros(), config.codes());
        parameters.state(STEPS, Initializer.zeros());
    }

    /**
     * The candidates that lie in this slice.
     *
     * @param positions [codes], of a vector of this slice, or -1 where the candidate lies in another slice
     * @param statistics to which [codes, depth] candidates are added, zeros where there is none, and [codes] ones and zeros
     */
    static void offer(
            Ops tf, Operand<TFloat32> vectors, Operand<TInt32> positions, Map<String, Operand<TFloat32>> statistics) {
        Operand<TFloat32> here =
                tf.dtypes.cast(tf.math.greaterEqual(positions, tf.constant(0)), TFloat32.class); // [codes]
        Operand<TInt32> safe = tf.math.maximum(positions, tf.constant(0));
        Operand<TFloat32> found = tf.gather(vectors, safe, tf.constant(0)); // [codes, depth]
        statistics.put(Vqgan.CANDIDATES, tf.math.mul(found, column(tf, here)));
        statistics.put(Vqgan.CANDIDATES_FOUND, here);
    }

    /** Applies the step's revival, and the moving average that decides the next one. */
    void revise(Ops tf, Revision revision, Optimizer optimizer) {
        Operand<TFloat32> steps = tf.math.add(revision.value(name(STEPS)), tf.constant(1f));
        Operand<TFloat32> usage = usage(tf, revision);
        Operand<TBool> dead = dead(tf, usage, steps, revision.statistic(Vqgan.CANDIDATES_FOUND)); // [codes]
        revision.set(name(STEPS), steps);
        revision.set(name(USAGE), tf.select(dead, tf.fill(tf.shape(usage), tf.constant(limit())), usage));
        replace(tf, revision, dead);
        forget(tf, revision, dead, optimizer);
    }

    private Operand<TFloat32> usage(Ops tf, Revision revision) {
        Operand<TFloat32> counts = revision.statistic(Vqgan.CODE_COUNTS);
        Operand<TFloat32> share = tf.math.div(counts, tf.sum(counts, tf.constant(0)));
        Operand<TFloat32> old = revision.value(name(USAGE));
        return tf.math.add(tf.math.mul(old, tf.constant(DECAY)), tf.math.mul(share, tf.constant(1 - DECAY)));
    }

    private Operand<TBool> dead(Ops tf, Operand<TFloat32> usage, Operand<TFloat32> steps, Operand<TFloat32> found) {
        Operand<TBool> unused = tf.math.less(usage, tf.constant(limit()));
        Operand<TBool> first = tf.math.equal(steps, tf.constant(1f));
        Operand<TFloat32> rest = tf.math.floorMod(steps, tf.constant((float) config.reviveEvery()));
        Operand<TBool> due = tf.math.equal(rest, tf.constant(0f));
        Operand<TBool> wanted = tf.math.logicalOr(first, tf.math.logicalAnd(due, unused));
        return tf.math.logicalAnd(wanted, tf.math.greater(found, tf.constant(0f)));
    }

    /** Only one slice has a code's candidate, so the mean over the slices is divided by the mean of its presence. */
    private void replace(Ops tf, Revision revision, Operand<TBool> dead) {
        Operand<TFloat32> found = column(tf, revision.statistic(Vqgan.CANDIDATES_FOUND));
        Operand<TFloat32> candidates = tf.math.divNoNan(revision.statistic(Vqgan.CANDIDATES), found);
        String codebook = name(Codebook.NAME);
        revision.set(codebook, tf.select(column(tf, dead), candidates, revision.value(codebook)));
    }

    private void forget(Ops tf, Revision revision, Operand<TBool> dead, Optimizer optimizer) {
        Shape shape = Shape.of(config.codes(), config.depth());
        optimizer.slots(shape).forEach((slot, slotShape) -> {
            if (slotShape.equals(shape)) {
                String name = name(Codebook.NAME) + "/" + slot;
                Operand<TFloat32> old = revision.value(name);
                revision.set(name, tf.select(column(tf, dead), tf.zerosLike(old), old));
            }
        });
    }

    private float limit() {
        return DEAD / config.codes();
    }

    private String name(String parameter) {
        return phase + "/" + parameter;
    }

    private static <T extends org.tensorflow.types.family.TType> Operand<T> column(Ops tf, Operand<T> values) {
        return tf.expandDims(values, tf.constant(1));
    }
}
