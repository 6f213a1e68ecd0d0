package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pieria.model.graph.Optimizer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * AdaFactor (Shazeer and Stern 2018) as Muse names it: second moments of matrices are kept as one factor per row and one per
 * column, smaller tensors keep them whole; beta2 is constant but for the first steps, rho(t) = min(beta2, 1 - t^-0.8), which
 * needs no bias correction; momentum is kept in float32; decay is decoupled.
 *
 * <p>Leading dimensions are stacked matrices: factors, clipping and parameter scale stay within each of them.
 *
 * <p>Slots: {@code row} and {@code column}, or {@code second}; {@code momentum} unless beta1 is 0.
 */
public final class AdaFactor implements Optimizer {

    /** Shazeer and Stern, section 7.2. */
    private static final double POWER = -0.8;

    private final LearningRate learningRate;
    private final AdaFactorOptions options;

    public AdaFactor(LearningRate learningRate, AdaFactorOptions options) {
        this.learningRate = learningRate;
        this.options = options;
    }

    /** Reads a phase's {@code learning-rate}, {@code warm-up}, {@code steps} and {@code adafactor}. */
    public static AdaFactor from(Config phase) {
        LearningRate rate =
                new LearningRate(phase.getDouble("learning-rate"), phase.getInt("warm-up"), phase.getLong("steps"));
        return new AdaFactor(rate, AdaFactorOptions.from(phase.getConfig("adafactor")));
    }

    @Override
    public Map<String, Shape> slots(Shape parameter) {
        Map<String, Shape> slots = new LinkedHashMap<>();
        if (options.factors(parameter)) {
            int rank = parameter.numDimensions();
            slots.put("row", parameter.take(rank - 1));
            slots.put("column", parameter.take(rank - 2).append(parameter.get(rank - 1)));
        } else {
            slots.put("second", parameter);
        }
        if (options.beta1() > 0) {
            slots.put("momentum", parameter);
        }
        return slots;
    }

    @Override
    public int rateCount() {
        return 4;
    }

    /** Learning rate, rho, 1 - rho, and the share of a parameter that decays. */
    @Override
    public float[] rates(long step) {
        double rate = learningRate.at(step);
        double rho = Math.min(options.beta2(), 1 - StrictMath.pow((double) step, POWER));
        double decay = options.rawDecay() ? options.decay() : rate * options.decay();
        return new float[] {(float) rate, (float) rho, (float) (1 - rho), (float) decay};
    }

    @Override
    public Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates) {
        return new AdaFactorUpdate(tf, options, tensors, rates).apply();
    }
}
