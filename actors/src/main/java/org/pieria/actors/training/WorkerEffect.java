package org.pieria.actors.training;

import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;

/** What a worker's state machine wants done, in the order given. */
public sealed interface WorkerEffect {

    /** Tell the coordinator. */
    record Send(Report report) implements WorkerEffect {}

    /** Let the engine prepare. */
    record Prepare(Assignment assignment) implements WorkerEffect {}

    /** Let the engine build a phase. */
    record Warm(Assignment assignment) implements WorkerEffect {}

    /** Let the engine take a step. */
    record Step(long generation, long step) implements WorkerEffect {}

    /** Ask the engine where its state stands. */
    enum AskStanding implements WorkerEffect {
        INSTANCE
    }

    /** Let the engine save its part of the standing step. */
    record Save(WorkerEvent.SaveTask task) implements WorkerEffect {}

    /** Let the engine do a unit of work. */
    record Perform(JobUnit unit) implements WorkerEffect {}

    /** End the engine's waits of generations below this one. */
    record Interrupt(long generation) implements WorkerEffect {}

    /** The coordinator has sent the worker away. */
    record Dismissed(boolean success, String reason) implements WorkerEffect {}

    /** What this worker told is wrong. */
    record Evicted(String reason) implements WorkerEffect {}

    /** The coordinator does not want this worker. */
    record Refused(String reason) implements WorkerEffect {}
}
