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
 * AdaFactor (Shazeer and Stern 2018) in its published variants: second moments of matrices are kept as one factor per row and
 * one per column, smaller tensors keep them whole; decay is decoupled. {@link AdaFactorOptions} says what varies.
 *
 * <p>Slots: {@code row} and {@code column}, or {@code second}; {@code momentum} unless beta1 is 0.
 */
public final class AdaFactor implements Optimizer {

    private final LearningRate learningRate;
    private final AdaFactorOptions options;

    AdaFactor(LearningRate learningRate, AdaFactorOptions options) {
        this.learningRate = learningRate;
        this.options = options;
    }

    /** Reads a phase's {@code learning-rate}, {@code warm-up}, {@code steps} and {@code adafactor}. */
    public static AdaFactor from(Config phase) {
        return new AdaFactor(LearningRate.from(phase), AdaFactorOptions.from(phase.getConfig("adafactor")));
    }

    @Override
    public Map<String, Shape> slots(Shape parameter) {
        Map<String, Shape> slots = new LinkedHashMap<>();
        if (options.factoring().factors(parameter)) {
            Factoring.Matrix matrix = options.factoring().matrix(parameter);
            slots.put("row", Factoring.without(parameter, matrix.columns()));
            slots.put("column", Factoring.without(parameter, matrix.rows()));
        } else {
            slots.put("second", parameter);
        }
        if (options.momentum().kept()) {
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
        double rho = options.second().rho(step);
        double decay = options.decay().share(rate, learningRate.peak());
        return new float[] {(float) rate, (float) rho, (float) (1 - rho), (float) decay};
    }

    @Override
    public Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates) {
        return new AdaFactorUpdate(tf, options, tensors, rates).apply();
    }
}
