package org.pieria.worker.handover;

import java.util.Optional;

/** What this host holds, for others. Called by several threads at once. */
@FunctionalInterface
public interface Donor {

    /** A copy of what it holds of a phase; empty if nothing. */
    Optional<Holding> of(String phase);

    /** The same for somebody who follows and is offered every step from there on; empty where nobody can. */
    default Optional<Led> led(String phase) {
        return Optional.empty();
    }

    /** Who follows, and from where. */
    record Led(Holding from, Follower follower) {}
}
