package org.pieria.actors.simulation;

/** Something happened that must never happen. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String law;

    Violation(String law, String what) {
        super(law + ": " + what);
        this.law = law;
    }

    /** What must never be broken. */
    String law() {
        return law;
    }
}
