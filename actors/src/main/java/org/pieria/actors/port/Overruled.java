package org.pieria.actors.port;

/** A coordinator of a higher term exists: whoever gets this must step down for good. */
public final class Overruled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Overruled(long term, long higher) {
        super("term " + term + " is over: term " + higher + " was taken");
    }
}
