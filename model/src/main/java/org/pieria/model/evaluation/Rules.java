package org.pieria.model.evaluation;

/** How this package refuses a value. */
final class Rules {

    private Rules() {}

    static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
