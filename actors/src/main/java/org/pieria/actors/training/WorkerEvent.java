package org.pieria.actors.training;

import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;

/** What happens to a worker: orders arrive, its engine answers, time passes. */
public sealed interface WorkerEvent {

    /** An order arrived. */
    record Ordered(Order order) implements WorkerEvent {}

    /** The engine prepared a generation. */
    record Prepared(long generation, Standing standing) implements WorkerEvent {}

    /** The engine could not prepare a generation. */
    record PrepareFailed(long generation, Fault fault) implements WorkerEvent {}

    /** The engine built a phase. */
    record Warmed(String phase) implements WorkerEvent {}

    /** The engine could not build a phase. */
    record WarmFailed(String phase, String reason) implements WorkerEvent {}

    /** The engine applied a step. */
    record Stepped(long generation, StepResult result) implements WorkerEvent {}

    /** The engine did not finish a step. */
    record StepFailed(long generation, Fault fault) implements WorkerEvent {}

    /** The engine said where its state stands. */
    record Stood(Standing standing) implements WorkerEvent {}

    /** The engine could not say where its state stands. */
    record StandingLost(String reason) implements WorkerEvent {}

    /** The engine wrote its part of a checkpoint. */
    record PartSaved(SaveTask task, SavedPart part) implements WorkerEvent {}

    /** The engine could not write its part of a checkpoint. */
    record PartFailed(SaveTask task, String reason) implements WorkerEvent {}

    /** The engine did a unit of work. */
    record UnitDone(JobUnit unit, JobResult result) implements WorkerEvent {}

    /** The engine failed at a unit of work. */
    record UnitFailed(JobUnit unit, String reason) implements WorkerEvent {}

    /** Some time passed: reports that were not acknowledged since the last heartbeat are repeated. */
    enum Heartbeat implements WorkerEvent {
        INSTANCE
    }

    /** The process is to leave as soon as it can be spared. */
    record Leave(String reason) implements WorkerEvent {}

    /** One attempt at one checkpoint. */
    record SaveTask(long generation, int attempt, SaveOrder order) {}
}
