package org.pieria.model.optimizer;

import com.typesafe.config.Config;

/**
 * How the second moments forget: rho(t), the share of the old average that a step keeps. Every schedule has rho(1) = 0, so
 * none needs a bias correction.
 *
 * @param beta2 of a constant schedule, the ceiling of a capped one; in (0, 1]
 * @param power of the power law, positive
 */
record SecondMoment(double beta2, Schedule schedule, double power) {

    /** The laws. */
    enum Schedule {
        /** 1 - t^-power (Shazeer and Stern 2018, section 7.2). */
        POWER,
        /** The power law up to beta2. */
        CAPPED,
        /** beta2, debiased as Adam's: v / (1 - beta2^t) is itself an average, with rho = beta2 (1 - beta2^(t-1)) / (1 - beta2^t). */
        CONSTANT
    }

    SecondMoment {
        Words.require(beta2 > 0 && beta2 <= 1, "adafactor.beta2 must be in (0, 1]", beta2);
        Words.require(power > 0 && Double.isFinite(power), "adafactor.beta2-power must be positive", power);
        Words.require(
                beta2 < 1 || schedule != Schedule.CONSTANT,
                "adafactor.beta2 must be below 1 where adafactor.beta2-schedule is constant",
                beta2);
    }

    static SecondMoment from(Config section) {
        return new SecondMoment(
                section.getDouble("beta2"),
                Words.choice(section, "beta2-schedule", Schedule.class),
                section.getDouble("beta2-power"));
    }

    /** Of a step, counted from 1. */
    double rho(long step) {
        return switch (schedule) {
            case POWER -> law(step);
            case CAPPED -> Math.min(beta2, law(step));
            case CONSTANT -> debiased(step);
        };
    }

    private double law(long step) {
        return 1 - StrictMath.pow((double) step, -power);
    }

    private double debiased(long step) {
        return beta2 * (1 - StrictMath.pow(beta2, step - 1.0)) / (1 - StrictMath.pow(beta2, (double) step));
    }
}
