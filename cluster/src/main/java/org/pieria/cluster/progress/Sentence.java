package org.pieria.cluster.progress;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

/** What is worth a line of its own, in words. Steps and jobs are not: they are bars. */
final class Sentence {

    private Sentence() {}

    static Optional<String> of(RunEvent event) {
        if (event instanceof RunEvent.PhaseChanged changed) {
            return Optional.of(changed.phase() + " is " + lower(changed.state()) + tail(changed.message()));
        }
        if (event instanceof RunEvent.Evaluated evaluated) {
            return Optional.of(
                    evaluated.phase() + " held out at step " + evaluated.step() + ": " + metrics(evaluated.metrics()));
        }
        if (event instanceof RunEvent.SamplesPainted painted) {
            return Optional.of("samples: " + String.join(", ", painted.paths()));
        }
        return rare(event);
    }

    private static Optional<String> rare(RunEvent event) {
        if (event instanceof RunEvent.WorkersChanged changed) {
            return Optional.of(
                    "workers " + changed.workers() + ", generation " + changed.generation() + tail(changed.message()));
        }
        if (event instanceof RunEvent.RunChanged changed && changed.state() == RunState.PAUSED) {
            return Optional.of("the run is paused" + tail(changed.message()));
        }
        return Optional.empty();
    }

    private static String metrics(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> metric.getKey() + " " + Words.number(metric.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String tail(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
