package org.pieria.worker.step;

import com.typesafe.config.Config;

/**
 * What a host does about values that are wrong.
 *
 * @param skipLimit so many steps in a row may be skipped because their sum is not finite; part of the contract
 * @param recheckEvery steps between two of which one slice is computed twice; 0: never
 */
public record Safeguards(long skipLimit, long recheckEvery) {

    public Safeguards {
        require(skipLimit >= 1, "pieria.training.skip-limit must be at least 1", skipLimit);
        require(recheckEvery >= 0, "pieria.training.recheck-every must not be negative", recheckEvery);
    }

    /** What is configured where nobody configures anything. */
    public static Safeguards usual() {
        return new Safeguards(10, 50);
    }

    static Safeguards from(Config root) {
        Config training = root.getConfig("pieria.training");
        return new Safeguards(training.getLong("skip-limit"), training.getLong("recheck-every"));
    }

    private static void require(boolean holds, String rule, long got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + got);
        }
    }
}
