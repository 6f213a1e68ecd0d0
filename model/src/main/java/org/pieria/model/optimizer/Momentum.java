package org.pieria.model.optimizer;

import com.typesafe.config.Config;

/**
 * The moving average of the moves, without bias correction.
 *
 * @param beta1 in [0, 1); 0: none is kept
 */
record Momentum(double beta1, Of of, Type type) {

    /** What is averaged. */
    enum Of {
        /** What is subtracted from the parameter: learning rate and parameter scale included. */
        STEP,
        /** The clipped update; rate and scale of the present step apply to the average. */
        UPDATE
    }

    /** What is kept from step to step; a step itself uses the average before it is rounded. */
    enum Type {
        FLOAT32,
        /** Rounded to nearest, ties to even. */
        BFLOAT16
    }

    Momentum {
        Words.require(beta1 >= 0 && beta1 < 1, "adafactor.beta1 must be in [0, 1)", beta1);
    }

    static Momentum from(Config section) {
        return new Momentum(
                section.getDouble("beta1"),
                Words.choice(section, "momentum-of", Of.class),
                Words.choice(section, "momentum-type", Type.class));
    }

    boolean kept() {
        return beta1 > 0;
    }

    boolean ofUpdates() {
        return kept() && of == Of.UPDATE;
    }
}
