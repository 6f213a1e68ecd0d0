package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import org.tensorflow.ndarray.Shape;

/**
 * The choices that the name AdaFactor leaves open.
 *
 * @param beta1 of the momentum; 0: none is kept
 * @param beta2 the ceiling of rho(t); 1: the power law of Shazeer and Stern alone
 * @param decay decoupled weight decay
 * @param rawDecay true: {@code decay} itself is taken off each step, as optax and T5X do; false: times the learning rate
 * @param clip the greatest root mean square of an update before the learning rate
 * @param leastFactored matrices with a smaller side keep their second moment whole
 * @param scaleParameter true: updates are relative to the root mean square of the parameter
 */
public record AdaFactorOptions(
        double beta1,
        double beta2,
        double decay,
        boolean rawDecay,
        double clip,
        int leastFactored,
        boolean scaleParameter) {

    private static final int LEAST_FACTORED = 8;

    public AdaFactorOptions {
        check(beta1 >= 0 && beta1 < 1, "adafactor.beta1 must be in [0, 1)", beta1);
        check(beta2 > 0 && beta2 <= 1, "adafactor.beta2 must be in (0, 1]", beta2);
        check(decay >= 0 && decay < 1, "adafactor.decay must be in [0, 1)", decay);
        check(clip > 0, "adafactor.clip must be positive", clip);
        check(leastFactored >= 1, "adafactor.least-factored must be at least 1", leastFactored);
    }

    /** Muse's: decay scaled by the learning rate, no parameter scale. */
    public static AdaFactorOptions muse(double beta1, double beta2, double decay, double clip) {
        return new AdaFactorOptions(beta1, beta2, decay, false, clip, LEAST_FACTORED, false);
    }

    /** Reads the section {@code adafactor} of a phase. */
    public static AdaFactorOptions from(Config section) {
        return muse(
                section.getDouble("beta1"),
                section.getDouble("beta2"),
                section.getDouble("decay"),
                section.getDouble("clip"));
    }

    /** Whether the second moment of a tensor of this shape is kept as two factors. */
    boolean factors(Shape shape) {
        int rank = shape.numDimensions();
        return rank >= 2 && shape.get(rank - 2) >= leastFactored && shape.get(rank - 1) >= leastFactored;
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
