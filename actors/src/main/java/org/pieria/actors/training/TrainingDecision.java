package org.pieria.actors.training;

import java.util.List;

/** What a run becomes and what is to be done after an event, in order. */
public record TrainingDecision(TrainingState state, List<Effect> effects) {

    public TrainingDecision {
        effects = List.copyOf(effects);
    }
}
