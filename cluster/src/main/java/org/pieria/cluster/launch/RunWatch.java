package org.pieria.cluster.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

/** Listens for the end of a run, and remembers what the person will want to look at. */
final class RunWatch {

    /** How it ended. */
    record End(RunState state, String message) {}

    private final List<String> samples = new ArrayList<>();
    private Optional<End> end = Optional.empty();

    void on(RunEvent event) {
        if (event instanceof RunEvent.SamplesPainted painted) {
            samples.clear();
            samples.addAll(painted.paths());
        } else if (event instanceof RunEvent.RunChanged changed) {
            changed(changed);
        }
    }

    /** Empty while the run goes on. */
    Optional<End> end() {
        return end;
    }

    /** The newest grids, as paths inside the run directory. */
    List<String> samples() {
        return List.copyOf(samples);
    }

    /** A successor of the coordinator may bring a run back to life. */
    private void changed(RunEvent.RunChanged changed) {
        boolean ended = changed.state() == RunState.FINISHED || changed.state() == RunState.FAILED;
        end = ended ? Optional.of(new End(changed.state(), changed.message())) : Optional.empty();
    }
}
