package org.pieria.actors.training;

/** Refuses values that break a rule, in one form of words. */
final class Rules {

    private Rules() {}

    static void require(boolean kept, String rule, Object got) {
        if (!kept) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
