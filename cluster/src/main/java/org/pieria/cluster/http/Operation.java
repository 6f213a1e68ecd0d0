package org.pieria.cluster.http;

/**
 * A change that was asked for, to be polled.
 *
 * @param action start, pause, stop or drain
 * @param subject the phase or the worker
 * @param message what the coordinator answered; empty until then
 * @param at when it was asked for, in milliseconds since 1970
 */
record Operation(String id, String action, String subject, State state, String message, long at) {

    Operation ended(State end, String words) {
        return new Operation(id, action, subject, end, words, at);
    }

    /** Whether two requests ask for the same. */
    boolean asks(String otherAction, String otherSubject) {
        return action.equals(otherAction) && subject.equals(otherSubject);
    }

    enum State {
        /** The coordinator has not answered yet. */
        PENDING,
        /** The coordinator accepted it and acts, or has acted. */
        ACCEPTED,
        /** The coordinator refused it; the message says why. */
        REFUSED,
        /** The coordinator could not be asked. */
        FAILED
    }
}
