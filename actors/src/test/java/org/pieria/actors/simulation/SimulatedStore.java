package org.pieria.actors.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.Formation;
import org.pieria.actors.port.RunLedger.StepRow;

/**
 * A run directory that all hosts share. It can be slow, full or failing, and what a host wrote without syncing is lost when
 * its power fails.
 */
final class SimulatedStore {

    private static final int KEPT = 2;

    final TreeSet<Long> terms = new TreeSet<>();
    final TreeMap<Long, Long> claims = new TreeMap<>();
    final TreeMap<Long, Formation> formations = new TreeMap<>();
    final TreeMap<Long, Map<String, StepRow>> segments = new TreeMap<>();
    final Map<String, CheckpointRef> manifests = new LinkedHashMap<>();
    final Map<String, String> records = new TreeMap<>();
    private final Map<String, TreeMap<Integer, Part>> parts = new TreeMap<>();
    private final Dice dice;
    private boolean full;
    private boolean failing;
    private long slowness;

    /** A rank's file of a checkpoint. */
    record Part(String place, Numbers.State state, int ranks, boolean synced) {

        Part durable() {
            return new Part(place, state, ranks, true);
        }
    }

    /** A disk that does not do what it is asked for. */
    static final class DiskFault extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        DiskFault(String message) {
            super(message, new IOException(message));
        }
    }

    SimulatedStore(Dice dice) {
        this.dice = dice;
    }

    void trouble(boolean nowFull, boolean nowFailing, long nowSlowness) {
        full = nowFull;
        failing = nowFailing;
        slowness = nowSlowness;
    }

    /** How long the next operation takes, by the dice of whoever asks. */
    long latency(Dice asking) {
        return asking.between(100, 3_000) + (slowness > 0 ? asking.between(0, slowness) : 0);
    }

    /** Writes; a failing disk may fail before or after what was to be written is there. */
    void write(Runnable effect) {
        if (full) {
            throw new DiskFault("no space left on device");
        }
        boolean fails = failing && dice.chance(400);
        if (!fails || dice.chance(500)) {
            effect.run();
        }
        if (fails) {
            throw new DiskFault("input/output error");
        }
    }

    void put(String directory, int rank, Part part) {
        parts.computeIfAbsent(directory, name -> new TreeMap<>()).put(rank, part);
    }

    void sync(String directory, int rank) {
        Map<Integer, Part> files = parts.getOrDefault(directory, new TreeMap<>());
        files.computeIfPresent(rank, (key, part) -> part.durable());
    }

    Map<Integer, Part> parts(String directory) {
        return parts.getOrDefault(directory, new TreeMap<>());
    }

    /** The power of a host fails: what it wrote and did not sync never was. */
    void powerFails(String place) {
        parts.values()
                .forEach(ranks -> ranks.values().removeIf(part -> part.place().equals(place) && !part.synced()));
    }

    boolean claim(long number, long term) {
        boolean higher = claims.isEmpty() || number > claims.lastKey();
        return higher && claims.putIfAbsent(number, term) == null;
    }

    /** The newest checkpoint of a phase of which every part is there. */
    Optional<CheckpointRef> newest(String phase) {
        return manifests.values().stream()
                .filter(ref -> ref.phase().equals(phase) && verifies(ref))
                .reduce((older, newer) -> newer.step() >= older.step() ? newer : older);
    }

    boolean verifies(CheckpointRef ref) {
        Map<Integer, Part> files = parts(ref.path());
        return !files.isEmpty()
                && files.size() == files.values().iterator().next().ranks()
                && files.values().stream()
                        .allMatch(part -> part.state().digest().equals(ref.digest()));
    }

    /** The state that a checkpoint holds; fails when it is not there as a whole. */
    Numbers.State load(String path) {
        CheckpointRef ref =
                Optional.ofNullable(manifests.get(path)).orElseThrow(() -> new DiskFault(path + " has no manifest"));
        if (!verifies(ref)) {
            throw new DiskFault(path + " does not verify");
        }
        return parts(path).values().iterator().next().state();
    }

    /** Removes all but the newest checkpoints and the last one of a phase; the manifest goes first. */
    void retire(String phase) {
        List<CheckpointRef> ofPhase = manifests.values().stream()
                .filter(ref -> ref.phase().equals(phase) && !ref.last())
                .sorted((a, b) -> Long.compare(a.step(), b.step()))
                .collect(Collectors.toList());
        for (CheckpointRef old : ofPhase.subList(0, Math.max(0, ofPhase.size() - KEPT))) {
            manifests.remove(old.path());
            parts.remove(old.path());
        }
    }

    /** The merge of all segments: by phase and step, the row of the lowest term. */
    Map<String, StepRow> merged() {
        Map<String, StepRow> merged = new TreeMap<>();
        segments.values().forEach(segment -> segment.forEach(merged::putIfAbsent));
        return merged;
    }

    /** The rows of a phase by step. */
    List<StepRow> rows(String phase) {
        List<StepRow> rows = new ArrayList<>();
        merged().values().stream().filter(row -> row.phase().equals(phase)).forEach(rows::add);
        rows.sort((a, b) -> Long.compare(a.step(), b.step()));
        return rows;
    }
}
