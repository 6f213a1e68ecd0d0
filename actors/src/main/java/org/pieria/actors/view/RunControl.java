package org.pieria.actors.view;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Looks at a run and steers it, from any thread. A stage fails with a message when the coordinator does not answer in time. */
public interface RunControl {

    CompletionStage<ClusterView> view();

    /** Starts a phase, or goes on with a paused one. Starting what runs already is accepted and changes nothing. */
    CompletionStage<Answer> start(String phase);

    /** Holds a running phase at a step that all ranks reach. */
    CompletionStage<Answer> pause(String phase);

    /** Holds it, saves a checkpoint, and leaves the phase to be started again. */
    CompletionStage<Answer> stop(String phase);

    /** Lets a worker leave at a step that all ranks reach, as soon as the others have taken over. */
    CompletionStage<Answer> drain(String worker);

    /** Passes on every kept event after the given id, then each new one, until closed. The consumer must not block. */
    AutoCloseable subscribe(long after, Consumer<RunEvent> consumer);

    /**
     * Whether a request was accepted.
     *
     * @param message why not, or what will happen
     */
    record Answer(boolean accepted, String message) {}
}
