package org.pieria.cluster.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.exit.ExitException;

/** Stops the running phase so that its last step is in a checkpoint. */
final class CheckpointedStop {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ClusterClient client;
    private final LongSupplier nanoTime;
    private final BooleanSupplier pause;

    /**
     * For a cluster.
     *
     * @param pause waits a moment between two looks; false to give up
     */
    CheckpointedStop(ClusterClient client, LongSupplier nanoTime, BooleanSupplier pause) {
        this.client = client;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** The step of the checkpoint, in words; empty if there was nothing to save or no answer in time. */
    Optional<String> run() {
        try {
            Optional<PhaseView> running = client.view().phases().stream()
                    .filter(CheckpointedStop::hasSteps)
                    .findFirst();
            return running.flatMap(phase -> stop(phase.name()));
        } catch (ExitException e) {
            return Optional.empty();
        }
    }

    private Optional<String> stop(String phase) {
        client.change(phase, "stop");
        long deadline = nanoTime.getAsLong() + DEADLINE.toNanos();
        Optional<String> saved = saved(client.view(), phase);
        while (saved.isEmpty() && nanoTime.getAsLong() < deadline && pause.getAsBoolean()) {
            saved = saved(client.view(), phase);
        }
        return saved;
    }

    static Optional<String> saved(ClusterView view, String phase) {
        Predicate<PhaseView> stands = each -> each.name().equals(phase) && each.state() != PhaseView.State.RUNNING;
        return view.phases().stream()
                .filter(stands)
                .filter(each -> view.checkpoints().stream()
                        .anyMatch(saved -> saved.phase().equals(phase) && saved.step() >= each.step()))
                .map(each -> phase + " step " + each.step())
                .findFirst();
    }

    private static boolean hasSteps(PhaseView phase) {
        return phase.state() == PhaseView.State.RUNNING && phase.step() > 0;
    }
}
