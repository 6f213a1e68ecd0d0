package org.pieria.actors.port;

import java.util.concurrent.CompletionStage;

/**
 * One host's engine as the worker actor drives it.
 *
 * <p>Every method returns at once and may be called from any thread; the stage completes on a thread of the engine and
 * fails with an exception whose message names what went wrong. The caller has at most one {@code prepare}, {@code warm}, {@code step}
 * or {@code perform} outstanding at a time; {@code save} and {@code interrupt} may overlap them.
 */
public interface StepRunner extends AutoCloseable {

    /** What this host brings to the cluster; constant for the life of the engine. */
    HostReport host();

    /** Builds the phase's graphs, takes the state from the assignment's origin and opens the data plane of the generation. */
    CompletionStage<Standing> prepare(Assignment assignment);

    /**
     * Builds the phase's graphs and runs them once, so that a later {@link #prepare} of the phase has nothing to do but to
     * take the state. With a member to follow, the state is kept level with that member's from then on.
     *
     * @param assignment of no generation: this host alone, its origin the beginning or a member to follow
     */
    CompletionStage<Standing> warm(Assignment assignment);

    /**
     * Computes, reduces and applies one step. Fails with {@link StepInterrupted} when {@link #interrupt} overtook it; the
     * state then is either before or after the step, as {@link #standing} tells.
     *
     * @param step the step to apply; must be one more than the standing
     */
    CompletionStage<StepResult> step(long step);

    /** Where this host's state stands: phase, last applied step and its digest. */
    CompletionStage<Standing> standing();

    /** Writes this rank's part of a checkpoint of the standing step; takes its snapshot before the next step begins. */
    CompletionStage<SavedPart> save(SaveOrder order);

    /** Does one unit of work between or beside steps: tokenise a shard, evaluate a snapshot, paint samples. */
    CompletionStage<JobResult> perform(JobUnit unit);

    /** Ends every wait of generations below the given one; from then on no step of a lower generation finishes. */
    void interrupt(long generation);

    @Override
    void close();
}
