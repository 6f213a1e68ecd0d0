package org.pieria.actors.training;

import java.util.Optional;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;

/** What a worker tells a coordinator. Each may arrive late or twice: the generation and the step in it say what it is worth. */
public sealed interface Report {

    /**
     * No step will be finished under a lower number than {@code generation}.
     *
     * @param standing what the worker's engine holds; empty before its first preparation
     */
    record Promise(long term, long generation, Optional<Standing> standing) implements Report {}

    /** The assignment of a generation has been prepared. */
    record Ready(long generation, Standing standing) implements Report {}

    /** A worker that is no member is ready to become one of this phase. */
    record Warmed(String phase) implements Report {}

    /**
     * A step was applied.
     *
     * @param workers how many computed it together
     */
    record Applied(long generation, String phase, int workers, StepResult result) implements Report {}

    /** Answers a hold: the highest step contributed to. */
    record Held(long generation, long grant, long contributed) implements Report {}

    /** A part of a checkpoint is durable. */
    record Saved(long generation, int attempt, SavedPart part) implements Report {}

    /** A part of a checkpoint could not be written. */
    record SaveFailed(long generation, long step, int attempt, String reason) implements Report {}

    /** A unit of work was done. */
    record Performed(JobUnit unit, JobResult result) implements Report {}

    /** A unit of work failed. */
    record PerformFailed(JobUnit unit, String reason) implements Report {}

    /**
     * The worker cannot go on in a generation.
     *
     * @param interrupted whether a peer, the generation's end or a file is to blame, so that another generation may do better
     */
    record Broken(long generation, boolean interrupted, String reason) implements Report {}

    /** The worker found out that it computes or holds something else than it should. */
    record Unfit(long generation, String reason) implements Report {}

    /** The worker wants to leave; it serves on until it is dismissed. */
    record Leaving(String reason) implements Report {}
}
