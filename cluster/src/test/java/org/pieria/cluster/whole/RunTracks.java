package org.pieria.cluster.whole;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pieria.actors.view.RunEvent;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.client.EventFollower;
import org.pieria.cluster.launch.RunFolder;

/** What a run leaves in its directory, and what it says while it goes on. */
record RunTracks(Path directory) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LOOK_MILLIS = 20;

    /** A row of {@code steps.csv}: phase, step, generation, workers, loss, loss_bits, digest. */
    record Row(String phase, long step, double loss, String bits) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Double.parseDouble(cells[4]),
                    String.join(",", cells[0], cells[1], cells[5], cells[6]));
        }
    }

    /** Beside the run: where its processes say what they pass. */
    Path trails() {
        return directory.resolveSibling(directory.getFileName() + "-trails");
    }

    /** From now on the first process that passes a milestone dies there. */
    void killAt(Milestone milestone) throws IOException {
        Files.createFile(trails().resolve("kill").resolve(milestone.label()));
    }

    List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("steps.csv"))) {
            return lines.skip(1).map(Row::of).toList();
        }
    }

    /** Phase, step, bits of the loss, digest of the state: what must not depend on what happened. */
    List<String> bits() throws IOException {
        return rows().stream().map(Row::bits).toList();
    }

    /** Steps that have a checkpoint. */
    List<Long> checkpoints(String phase) throws IOException {
        try (Stream<Path> saved = Files.list(directory.resolve("checkpoints").resolve(phase))) {
            return saved.filter(each -> Files.exists(each.resolve("manifest.json")))
                    .map(each -> Long.parseLong(each.getFileName().toString().split("-", -1)[0]))
                    .sorted()
                    .toList();
        }
    }

    /** The process of the coordinator that took the newest term. */
    ProcessHandle reigning() throws IOException {
        try (Stream<Path> terms = Files.list(directory.resolve("terms"))) {
            Path newest = terms.max(Comparator.comparingLong(RunTracks::number)).orElseThrow();
            long pid = new ObjectMapper().readTree(newest.toFile()).path("pid").asLong();
            return ProcessHandle.of(pid).orElseThrow();
        }
    }

    private static long number(Path record) {
        return Long.parseLong(record.getFileName().toString().replace(".json", ""));
    }

    /** Waits until a step of a phase, or a later one, was applied; the answer is which. */
    long await(String phase, long step) throws InterruptedException {
        RunFolder folder = new RunFolder(directory);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (EventFollower events =
                EventFollower.start(() -> folder.httpAddress().map(address -> new ClusterClient(address, "")))) {
            while (System.nanoTime() < deadline) {
                for (RunEvent event : events.take()) {
                    if (event instanceof RunEvent.StepApplied applied
                            && applied.phase().equals(phase)
                            && applied.step() >= step) {
                        return applied.step();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        throw new AssertionError("step " + step + " of " + phase + " was not heard of within " + PATIENCE);
    }

    /** The shards that another run has prepared, so that they are prepared once. */
    RunTracks sharing(RunTracks prepared) throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.createSymbolicLink(
                directory.resolve("data/emoji"), prepared.directory().resolve("data/emoji"));
        return this;
    }
}
