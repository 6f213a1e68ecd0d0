package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Optimizer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), with which Muse trains its VQGAN:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g²
 * p = p - rate (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + decay p)
 * </pre>
 *
 * @param rate of each step
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param decay of the weights, in units of the learning rate; not negative
 */
public record Adam(LearningRate rate, double beta1, double beta2, double decay) implements Optimizer {

    /** The slot of the moving average of the gradient. */
    public static final String FIRST = "first";

    /** The slot of the moving average of the squared gradient. */
    public static final String SECOND = "second";

    private static final float EPSILON = 1e-8f;
    private static final int RATES = 3;

    public Adam {
        require(beta1 >= 0 && beta1 < 1, "adam.beta1 must be in [0, 1)", beta1);
        require(beta2 >= 0 && beta2 < 1, "adam.beta2 must be in [0, 1)", beta2);
        require(decay >= 0 && Double.isFinite(decay), "adam.decay must be a number not below 0", decay);
    }

    /** Reads the section of a phase: {@code learning-rate}, {@code warm-up}, {@code steps} and {@code adam}. */
    public static Adam from(Config phase) {
        Config adam = phase.getConfig("adam");
        return new Adam(
                LearningRate.from(phase), adam.getDouble("beta1"), adam.getDouble("beta2"), adam.getDouble("decay"));
    }

    @Override
    public Map<String, Shape> slots(Shape parameter) {
        Map<String, Shape> slots = new LinkedHashMap<>();
        slots.put(FIRST, parameter);
        slots.put(SECOND, parameter);
        return slots;
    }

    @Override
    public int rateCount() {
        return RATES;
    }

    /** The learning rate and the corrections 1 / (1 - beta^t) of both moments. */
    @Override
    public float[] rates(long step) {
        return new float[] {(float) rate.at(step), correction(beta1, step), correction(beta2, step)};
    }

    /** The report is: RMS of the second moment, 0, RMS of the update, 0. */
    @Override
    public Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates) {
        Operand<TFloat32> gradient = tensors.gradient();
        Operand<TFloat32> first = average(tf, beta1, slot(tensors, FIRST), gradient);
        Operand<TFloat32> second = average(tf, beta2, slot(tensors, SECOND), tf.math.square(gradient));
        Operand<TFloat32> update = tf.math.div(
                tf.math.mul(first, rate(tf, rates, 1)),
                tf.math.add(tf.math.sqrt(tf.math.mul(second, rate(tf, rates, 2))), tf.constant(EPSILON)));
        Operand<TFloat32> decayed = tf.math.add(update, tf.math.mul(tensors.value(), tf.constant((float) decay)));
        Operand<TFloat32> value = tf.math.sub(tensors.value(), tf.math.mul(decayed, rate(tf, rates, 0)));
        return new Updated(value, Map.of(FIRST, first, SECOND, second), report(tf, second, update));
    }

    private static Operand<TFloat32> average(Ops tf, double beta, Operand<TFloat32> old, Operand<TFloat32> fresh) {
        return tf.math.add(
                tf.math.mul(old, tf.constant((float) beta)), tf.math.mul(fresh, tf.constant((float) (1 - beta))));
    }

    private static Operand<TFloat32> report(Ops tf, Operand<TFloat32> second, Operand<TFloat32> update) {
        Operand<TFloat32> none = tf.constant(0f);
        return tf.stack(List.of(rms(tf, second), none, rms(tf, update), none));
    }

    private static Operand<TFloat32> rms(Ops tf, Operand<TFloat32> values) {
        Operand<TFloat32> flat = tf.reshape(tf.math.square(values), tf.constant(new int[] {-1}));
        return tf.math.sqrt(tf.math.mean(flat, tf.constant(new int[] {0})));
    }

    private static Operand<TFloat32> rate(Ops tf, Operand<TFloat32> rates, int index) {
        return tf.gather(rates, tf.constant(index), tf.constant(0));
    }

    private static Operand<TFloat32> slot(Tensors tensors, String name) {
        Operand<TFloat32> slot = tensors.slots().get(name);
        if (slot == null) {
            throw new IllegalStateException("Adam was given no slot called " + name + ", only "
                    + tensors.slots().keySet());
        }
        return slot;
    }

    private static float correction(double beta, long step) {
        return (float) (1 / (1 - StrictMath.pow(beta, (double) step)));
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
