package org.pieria.cluster.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.cluster.config.Configuration;

/**
 * What a run came to: {@code report.json} in its directory.
 *
 * @param state FINISHED, FAILED or where it was left
 * @param contract digest of the contract
 * @param phases in order
 * @param configuration every key with its value
 */
public record RunReport(
        String run,
        String state,
        String problem,
        String contract,
        int workers,
        long generation,
        List<Phase> phases,
        SortedMap<String, Object> configuration,
        SortedMap<String, String> versions) {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One phase; a number that is not known yet is null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Phase(
            String name,
            String state,
            long steps,
            long plannedSteps,
            @Nullable Double wallSeconds,
            @Nullable Double imagesPerSecond,
            @Nullable Double firstLoss,
            @Nullable Double lastLoss,
            Map<String, @Nullable Double> heldOut) {

        static Phase of(PhaseView view, int batch) {
            double overall = view.step() * (double) batch / view.wallSeconds();
            Map<String, @Nullable Double> heldOut = new TreeMap<>();
            view.heldOut().forEach((name, value) -> heldOut.put(name, finite(value)));
            return new Phase(
                    view.name(),
                    view.state().name(),
                    view.step(),
                    view.steps(),
                    finite(view.wallSeconds()),
                    finite(
                            Double.isFinite(view.imagesPerSecond()) && view.imagesPerSecond() > 0
                                    ? view.imagesPerSecond()
                                    : overall),
                    finite(view.firstLoss()),
                    finite(view.lastLoss()),
                    heldOut);
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    /** Of a view, taken at the end. */
    public static RunReport of(ClusterView view, Configuration configuration) {
        Config pieria = configuration.pieria();
        return new RunReport(
                view.run().run(),
                view.run().state().name(),
                view.run().problem(),
                configuration.contract().digest(),
                pieria.getInt("cluster.workers"),
                view.run().generation(),
                view.phases().stream()
                        .map(phase -> Phase.of(phase, pieria.getInt("phases." + phase.name() + ".batch")))
                        .toList(),
                values(configuration),
                Versions.of(view));
    }

    /** As the file's text. */
    public String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain data and can be written", e);
        }
    }

    /** Replaces the file whole: a reader sees the old report or the new one. */
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, json());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static SortedMap<String, Object> values(Configuration configuration) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (Configuration.Setting setting : configuration.settings()) {
            String path = setting.key().path();
            Object plain = configuration.pieria().getValue(path).unwrapped();
            values.put(path, setting.key().secret() ? setting.value() : plain);
        }
        return values;
    }
}
