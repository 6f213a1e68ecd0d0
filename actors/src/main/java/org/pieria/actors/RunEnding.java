package org.pieria.actors;

import org.pieria.actors.training.Outcome;

/** Decides what a process does when its part in a run is over: usually to exit with the right code. */
@FunctionalInterface
public interface RunEnding {

    /**
     * The process's part is over; called on an actor's thread, so it must not block.
     *
     * @param outcome how it ended; {@link Outcome#FORSAKEN} may come more than once and need not be the end
     * @param reason in words
     */
    void ended(Outcome outcome, String reason);
}
