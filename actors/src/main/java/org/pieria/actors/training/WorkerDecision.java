package org.pieria.actors.training;

import java.util.List;

/** What a worker becomes and does after an event. */
public record WorkerDecision(WorkerState state, List<WorkerEffect> effects) {

    public WorkerDecision {
        effects = List.copyOf(effects);
    }
}
