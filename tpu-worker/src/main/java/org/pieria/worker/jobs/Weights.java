package org.pieria.worker.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.JobUnit;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.PhaseState;

/** The weights that a unit of work uses: of the phase in training its copy, of earlier phases their checkpoints. */
final class Weights {

    private final CheckpointFiles checkpoints;

    Weights(CheckpointFiles checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** All values of the named phases by tensor name. */
    Map<String, float[]> of(JobUnit unit, Optional<PhaseState> current, List<String> phases) {
        Map<String, float[]> values = new HashMap<>();
        phases.forEach(phase -> values.putAll(state(unit, current, phase).values()));
        return values;
    }

    private PhaseState state(JobUnit unit, Optional<PhaseState> current, String phase) {
        return current.filter(state -> state.phase().equals(phase) && wanted(unit, state))
                .orElseGet(() -> checkpoints.load(path(unit, phase)));
    }

    /** A copy of another step than the one that was asked for is not used where a checkpoint is named. */
    private static boolean wanted(JobUnit unit, PhaseState state) {
        String step = unit.arguments().get("step");
        boolean same = step == null || Long.parseLong(step) == state.step();
        return same || !unit.checkpoints().containsKey(state.phase());
    }

    private static String path(JobUnit unit, String phase) {
        String path = unit.checkpoints().get(phase);
        if (path == null) {
            throw new IllegalArgumentException(unit.name() + " needs a checkpoint of " + phase + " and was given "
                    + unit.checkpoints().keySet());
        }
        return path;
    }
}
