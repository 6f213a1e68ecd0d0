package org.pieria.actors.training;

import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;

/**
 * What a coordinator tells a worker. Every order carries the coordinator's term, and a worker obeys none of a lower term
 * than it has seen. Each may be sent again: obeying twice changes nothing, answers are repeated.
 */
public sealed interface Order {

    /** The term of the coordinator that gives it. */
    long term();

    /**
     * A worker is known; answers every registration.
     *
     * @param phase the phase that is stepping; empty if none
     * @param durable the last step of it whose row is durable: reports up to it need not be kept
     */
    record Welcome(long term, String phase, long durable) implements Order {}

    /** A worker is not wanted, and why. It must not register again. */
    record Refuse(long term, String reason) implements Order {}

    /** What a worker told is wrong, and how; its process must end, another one in its place is welcome. */
    record Evict(long term, String reason) implements Order {}

    /** Asks for the promise never to finish another step under a lower number than {@code generation}. */
    record Suspend(long term, long generation) implements Order {}

    /** Gives a promised worker its part in the new generation. */
    record Activate(long term, Assignment assignment) implements Order {}

    /**
     * Asks a worker that is no member to build what it will need as one, so that nobody has to wait for it.
     *
     * @param assignment of no generation, to this worker alone
     */
    record Warm(long term, Assignment assignment) implements Order {}

    /**
     * Grants steps.
     *
     * @param grant numbers grants, holds and run-tos within a generation; an older one is ignored
     * @param to the last step granted
     */
    record Run(long term, long generation, long grant, long to, Cadence cadence) implements Order {}

    /** Asks for the highest step contributed to; none further is begun until a run-to or a run says so. */
    record Hold(long term, long generation, long grant) implements Order {}

    /** Lets held workers reach the step at which all of them will stand. */
    record RunTo(long term, long generation, long grant, long to) implements Order {}

    /** Asks for a part of a checkpoint of the standing step, or for the answer to an earlier asking. */
    record Save(long term, long generation, long step, int attempt) implements Order {}

    /** Asks for a unit of work. */
    record Perform(long term, JobUnit unit) implements Order {}

    /** The run is over; {@code success} is whether it reached its end. */
    record Dismiss(long term, boolean success, String reason) implements Order {}
}
