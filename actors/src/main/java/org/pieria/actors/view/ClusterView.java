package org.pieria.actors.view;

import java.util.List;
import java.util.Optional;
import org.pieria.actors.port.RunLedger.CheckpointRef;

/** Everything that is shown of a run at one moment. */
public record ClusterView(
        RunView run,
        List<PhaseView> phases,
        List<WorkerView> workers,
        List<CheckpointRef> checkpoints,
        Optional<OptimizerView> optimizer) {

    public ClusterView {
        phases = List.copyOf(phases);
        workers = List.copyOf(workers);
        checkpoints = List.copyOf(checkpoints);
    }
}
