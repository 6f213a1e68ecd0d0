package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.view.OptimizerView;

/**
 * What has been reached.
 *
 * @param phases how far each phase has come, by name
 * @param checkpoints all that were published, oldest first
 * @param newest by phase, the newest checkpoint that verifies
 * @param records the JSON records that jobs left, by name
 * @param optimizer the newest aggregated report of the optimizer
 */
record Progress(
        Map<String, PhaseProgress> phases,
        List<CheckpointRef> checkpoints,
        Map<String, CheckpointRef> newest,
        Map<String, String> records,
        Optional<OptimizerView> optimizer) {

    Progress {
        phases = SharedMap.copyOf(phases);
        checkpoints = List.copyOf(checkpoints);
        newest = SharedMap.copyOf(newest);
        records = SharedMap.copyOf(records);
    }

    static Progress none() {
        return new Progress(Map.of(), List.of(), Map.of(), Map.of(), Optional.empty());
    }

    PhaseProgress phase(String name) {
        return phases.getOrDefault(name, PhaseProgress.none());
    }

    /** The phase's final checkpoint. */
    Optional<CheckpointRef> last(String phase) {
        return Optional.ofNullable(newest.get(phase)).filter(CheckpointRef::last);
    }

    /** The last step of the phase that cannot be lost any more. */
    long saved(String phase) {
        return Optional.ofNullable(newest.get(phase)).map(CheckpointRef::step).orElse(0L);
    }

    Progress with(String name, PhaseProgress phase) {
        return new Progress(Lists.plus(phases, name, phase), checkpoints, newest, records, optimizer);
    }

    Progress with(CheckpointRef checkpoint) {
        boolean newer = checkpoint.step() >= saved(checkpoint.phase());
        return new Progress(
                phases,
                Lists.plus(checkpoints, checkpoint),
                newer ? Lists.plus(newest, checkpoint.phase(), checkpoint) : newest,
                records,
                optimizer);
    }

    /** The newest of a phase as found by reading it; a newer one that was known does not verify any more. */
    Progress located(String phase, Optional<CheckpointRef> checkpoint) {
        Map<String, CheckpointRef> found =
                checkpoint.map(ref -> Lists.plus(newest, phase, ref)).orElseGet(() -> Lists.minus(newest, phase));
        return new Progress(phases, checkpoints, found, records, optimizer);
    }

    Progress with(String record, String json) {
        return new Progress(phases, checkpoints, newest, Lists.plus(records, record, json), optimizer);
    }

    Progress with(OptimizerView view) {
        return new Progress(phases, checkpoints, newest, records, Optional.of(view));
    }
}
