package org.pieria.model.transformer;

/** What a size must satisfy, said in one message that names the key, the value and the remedy. */
final class Requirement {

    private Requirement() {}

    static void positive(String key, int value) {
        that(value > 0, key + " must be positive", value);
    }

    static void that(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
