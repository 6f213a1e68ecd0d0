package org.pieria.actors.view;

/** Where a run stands. */
public enum RunState {
    /** Workers are still joining, or a generation is being formed. */
    FORMING,
    /** Ready; no phase has been started. */
    IDLE,
    /** A phase or a job between phases is under way. */
    RUNNING,
    /** Held at a step. */
    PAUSED,
    /** All phases (or all that were asked for) are done. */
    FINISHED,
    /** Ended by a failure; {@code problem} says which. */
    FAILED
}
