package org.pieria.model.optimizer;

import com.typesafe.config.Config;

/**
 * Decoupled weight decay: the share of every parameter that a step takes off.
 *
 * @param amount in [0, 1)
 */
record WeightDecay(double amount, By by) {

    /** What the amount is multiplied with. */
    enum By {
        /** Nothing, as optax and T5X have it: 0.045 leaves 1% of the weights after 100 steps. */
        RAW,
        /** The learning rate. */
        RATE,
        /** The learning rate relative to its peak. */
        SCHEDULE,
        /** The learning rate times the parameter scale. */
        SCALED_RATE
    }

    WeightDecay {
        Words.require(amount >= 0 && amount < 1, "adafactor.decay must be in [0, 1)", amount);
    }

    static WeightDecay from(Config section) {
        return new WeightDecay(section.getDouble("decay"), Words.choice(section, "decay-by", By.class));
    }

    /** The share of a step, but for the parameter scale. */
    double share(double rate, double peak) {
        return switch (by) {
            case RAW -> amount;
            case RATE, SCALED_RATE -> amount * rate;
            case SCHEDULE -> amount * rate / peak;
        };
    }
}
