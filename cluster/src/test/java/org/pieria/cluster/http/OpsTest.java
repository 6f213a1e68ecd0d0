package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.actors.view.RunEvent;

class OpsTest {

    private static final Pattern METRIC = Pattern.compile("\\bpieria_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"grafana/pieria.json", "prometheus/alerts.yaml"})
    void asksForMetricsThatThereAre(String file) throws IOException {
        Set<String> asked = metrics(Files.readString(Path.of("..", "ops").resolve(file)));

        assertThat(asked).isNotEmpty().isSubsetOf(metrics(scrape()));
    }

    /** Of a run to which everything has happened once. */
    private static String scrape() {
        RunMeters meters = new RunMeters();
        meters.add(Sketch.step(1, "base", 1, 900));
        meters.add(Sketch.step(2, "base", 2, 900));
        meters.add(new RunEvent.Evaluated(3, Sketch.NOON, "base", 2, Map.of("loss", 2.6)));
        meters.add(new RunEvent.CheckpointPublished(4, Sketch.NOON, Sketch.checkpoint("base", 2, false)));
        meters.add(new RunEvent.WorkersChanged(5, Sketch.NOON, List.of("worker-1"), 2, ""));
        return meters.scrape(Optional.of(Sketch.running(2)));
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher name = METRIC.matcher(text); name.find(); ) {
            names.add(name.group());
        }
        return names;
    }
}
