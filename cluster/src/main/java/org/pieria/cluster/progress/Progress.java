package org.pieria.cluster.progress;

import org.pieria.actors.view.RunEvent;

/** Shows a run to the person who started it. One thread. */
public interface Progress {

    /** Something happened. */
    default void on(RunEvent event) {
        if (event instanceof RunEvent.StepApplied step) {
            show(PhaseProgress.of(step));
        } else if (event instanceof RunEvent.JobProgressed job) {
            show(PhaseProgress.ofJob(job.job(), job.done(), job.of()));
        } else {
            Sentence.of(event).ifPresent(this::say);
        }
    }

    /** How far a phase or a job has come. */
    void show(PhaseProgress progress);

    /** A message of the launcher itself; stays visible. */
    void say(String message);

    /** Nothing more will come: leaves the terminal in order. */
    void end();
}
