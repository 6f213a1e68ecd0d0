package org.pieria.actors.training;

/** How a process's part in a run ended. */
public enum Outcome {
    /** Everything that was asked for is done. */
    FINISHED,
    /** The run cannot go on. */
    FAILED,
    /** A newer coordinator exists; this one must not do anything more. */
    OVERRULED,
    /** The coordinator does not want this worker: another contract, or a name that is taken. */
    REFUSED,
    /** This worker computed or held something else than the others: a new process may take its place. */
    EVICTED,
    /** No coordinator was heard for the length of the lease. */
    FORSAKEN,
    /** The worker left because it was asked to. */
    LEFT
}
