package org.pieria.worker.engine;

import java.util.Optional;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;

/** Does one kind of unit of work. May block; called by one thread at a time. */
@FunctionalInterface
public interface JobHandler {

    /**
     * Does the unit.
     *
     * @param current a copy of the state in training, if the engine stands in a phase
     */
    JobResult perform(JobUnit unit, Optional<PhaseState> current);
}
