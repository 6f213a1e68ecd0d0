package org.pieria.model.vqgan;

/** How a configuration record of this package refuses a value. */
final class Rules {

    private Rules() {}

    static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
