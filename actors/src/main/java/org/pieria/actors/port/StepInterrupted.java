package org.pieria.actors.port;

/** A step ended without being finished because its generation ended or a peer was lost; nothing is wrong with the state. */
public final class StepInterrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepInterrupted(String reason) {
        super(reason);
    }
}
