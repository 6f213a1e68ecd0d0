package org.pieria.model.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Optimizer.Tensors;
import org.pieria.model.graph.Optimizer.Updated;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * AdaFactor's update of one tensor. The full-size passes over memory are few: the root mean square that clipping needs comes
 * from the squared gradient and the factors, before the update itself exists.
 */
final class AdaFactorUpdate {

    private static final float SQUARE_EPSILON = 1e-30f;
    private static final float LEAST_SCALE = 1e-3f;

    private final Ops tf;
    private final AdaFactorOptions options;
    private final Tensors tensors;
    private final Operand<TFloat32> rates;

    AdaFactorUpdate(Ops tf, AdaFactorOptions options, Tensors tensors, Operand<TFloat32> rates) {
        this.tf = tf;
        this.options = options;
        this.tensors = tensors;
        this.rates = rates;
    }

    Updated apply() {
        return options.factoring().factors(tensors.shape())
                ? factored(options.factoring().matrix(tensors.shape()))
                : whole();
    }

    private Updated factored(Factoring.Matrix matrix) {
        Operand<TFloat32> square = tf.math.square(tensors.gradient());
        Operand<TFloat32> row = tracked("row", mean(square, matrix.columns(), false)); // [..., rows]
        Operand<TFloat32> column = tracked("column", mean(square, matrix.rows(), false)); // [..., columns]
        Operand<TFloat32> perRow =
                expand(tf.math.div(mean(row, matrix.rows(), true), row), matrix.columns()); // [..., rows, 1]
        Operand<TFloat32> perColumn = expand(tf.math.reciprocal(column), matrix.rows()); // [..., 1, columns]
        Operand<TFloat32> power = meanWithin(tf.math.mul(tf.math.mul(square, perRow), perColumn));
        Operand<TFloat32> rowScale = tf.math.mul(tf.math.sqrt(perRow), scale(power)); // [..., rows, 1]
        Operand<TFloat32> step = tf.math.mul(tf.math.mul(tensors.gradient(), rowScale), tf.math.sqrt(perColumn));
        return moved(step, Map.of("row", row, "column", column), report(row, column, power));
    }

    private Updated whole() {
        Operand<TFloat32> square = tf.math.square(tensors.gradient());
        Operand<TFloat32> second = tracked("second", square);
        Operand<TFloat32> power = meanWithin(tf.math.div(square, second));
        Operand<TFloat32> scaled = tf.math.mul(tf.math.rsqrt(second), scale(power));
        return moved(tf.math.mul(tensors.gradient(), scaled), Map.of("second", second), report(second, second, power));
    }

    /** rho old + (1 - rho) (now + epsilon) */
    private Operand<TFloat32> tracked(String slot, Operand<TFloat32> now) {
        Operand<TFloat32> fresh = tf.math.add(now, tf.constant(SQUARE_EPSILON));
        Operand<TFloat32> old = slot(slot);
        return tf.math.add(tf.math.mul(old, scalar(1)), tf.math.mul(fresh, scalar(2)));
    }

    /** What an update is multiplied with before momentum: [..., 1, 1] or scalar. */
    private Operand<TFloat32> scale(Operand<TFloat32> power) {
        Operand<TFloat32> excess = tf.math.maximum(tf.constant(1f), excess(power));
        return options.momentum().ofUpdates() ? tf.math.reciprocal(excess) : sized(tf.math.div(scalar(0), excess));
    }

    /** Times the parameter scale, if updates are relative. */
    private Operand<TFloat32> sized(Operand<TFloat32> rate) {
        if (!options.size().relative()) {
            return rate;
        }
        Operand<TFloat32> size = tf.math.sqrt(meanWithin(tf.math.square(tensors.value())));
        return tf.math.mul(rate, tf.math.maximum(size, tf.constant(LEAST_SCALE)));
    }

    private Operand<TFloat32> excess(Operand<TFloat32> power) {
        return tf.math.mul(tf.math.sqrt(power), tf.constant(options.size().perClip()));
    }

    private Updated moved(Operand<TFloat32> step, Map<String, Operand<TFloat32>> seconds, Operand<TFloat32> report) {
        Map<String, Operand<TFloat32>> slots = new LinkedHashMap<>(seconds);
        Operand<TFloat32> move = step;
        if (options.momentum().kept()) {
            move = averaged(step);
            slots.put("momentum", stored(move));
        }
        if (options.momentum().ofUpdates()) {
            move = tf.math.mul(move, sized(scalar(0)));
        }
        Operand<TFloat32> kept = tf.math.sub(tf.constant(1f), decay());
        return new Updated(tf.math.sub(tf.math.mul(tensors.value(), kept), move), slots, report);
    }

    private Operand<TFloat32> decay() {
        return options.decay().by() == WeightDecay.By.SCALED_RATE ? sized(scalar(3)) : scalar(3);
    }

    private Operand<TFloat32> averaged(Operand<TFloat32> step) {
        double beta1 = options.momentum().beta1();
        Operand<TFloat32> old = tf.math.mul(slot("momentum"), tf.constant((float) beta1));
        return tf.math.add(old, tf.math.mul(step, tf.constant((float) (1 - beta1))));
    }

    private Operand<TFloat32> stored(Operand<TFloat32> momentum) {
        return options.momentum().type() == Momentum.Type.BFLOAT16 ? Bfloat16.rounded(tf, momentum) : momentum;
    }

    /** RMS of both factors, RMS of the update before clipping, the share of the stacked matrices that was clipped. */
    private Operand<TFloat32> report(Operand<TFloat32> row, Operand<TFloat32> column, Operand<TFloat32> power) {
        Operand<TFloat32> clipped = tf.dtypes.cast(tf.math.greater(excess(power), tf.constant(1f)), TFloat32.class);
        return tf.stack(
                List.of(
                        tf.math.sqrt(meanOfAll(tf.math.square(row))),
                        tf.math.sqrt(meanOfAll(tf.math.square(column))),
                        tf.math.sqrt(meanOfAll(power)),
                        meanOfAll(clipped)),
                Stack.axis(0L));
    }

    /** The mean over what has one root mean square: [..., 1, 1] or scalar. */
    private Operand<TFloat32> meanWithin(Operand<TFloat32> values) {
        if (tensors.shape().numDimensions() < 2 || options.size().scope() == UpdateSize.Scope.TENSOR) {
            return meanOfAll(values);
        }
        int[] axes = options.factoring().matrix(tensors.shape()).axes();
        return tf.math.mean(values, tf.constant(axes), Mean.keepDims(true));
    }

    private Operand<TFloat32> meanOfAll(Operand<TFloat32> values) {
        Operand<TFloat32> flat = tf.reshape(values, tf.constant(new int[] {-1}));
        return tf.math.mean(flat, tf.constant(0));
    }

    private Operand<TFloat32> mean(Operand<TFloat32> values, int axis, boolean keep) {
        return tf.math.mean(values, tf.constant(axis), Mean.keepDims(keep));
    }

    private Operand<TFloat32> expand(Operand<TFloat32> values, int axis) {
        return tf.expandDims(values, tf.constant(axis));
    }

    private Operand<TFloat32> scalar(int index) {
        return tf.reshape(
                tf.slice(rates, tf.constant(new int[] {index}), tf.constant(new int[] {1})), tf.constant(new int[0]));
    }

    private Operand<TFloat32> slot(String name) {
        Operand<TFloat32> slot = tensors.slots().get(name);
        if (slot == null) {
            throw new IllegalStateException("AdaFactor needs the slot " + name + ", has "
                    + tensors.slots().keySet());
        }
        return slot;
    }
}
