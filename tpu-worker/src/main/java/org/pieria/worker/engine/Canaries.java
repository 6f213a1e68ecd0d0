package org.pieria.worker.engine;

import org.pieria.actors.port.Assignment;

/** What the first host of a run found when it computed a phase's canary. May block. */
@FunctionalInterface
public interface Canaries {

    /**
     * The canary that is on record; the given one where none was.
     *
     * @param assignment whose phase it is, and what that phase reads of earlier ones
     * @param mine the digest that this host computed
     */
    String first(Assignment assignment, String mine);

    /** Records that nobody keeps: every host is its own first. */
    static Canaries none() {
        return (assignment, mine) -> mine;
    }
}
