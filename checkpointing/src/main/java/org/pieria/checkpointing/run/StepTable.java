package org.pieria.checkpointing.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The applied steps of a run, by phase and step; the rows themselves lie on the disk. One thread. */
final class StepTable {

    private final Map<String, StepFingerprints> phases = new LinkedHashMap<>();
    private final Recall recall;

    /** Finds the row of a step that is known. */
    @FunctionalInterface
    interface Recall {
        StepRecord of(String phase, long step) throws IOException;
    }

    /** An empty table; phases that are not named come after those that are. */
    StepTable(List<String> order, Recall recall) {
        order.forEach(phase -> phases.put(phase, new StepFingerprints()));
        this.recall = recall;
    }

    /**
     * The rows that are not known yet, each once, by phase and step. Nothing is added.
     *
     * @throws StepsContradict when one differs from the row of the same step, here or among themselves
     */
    List<StepRecord> news(Collection<StepRecord> rows) throws IOException {
        Map<String, TreeMap<Long, StepRecord>> fresh = new LinkedHashMap<>();
        phases.keySet().forEach(phase -> fresh.put(phase, new TreeMap<>()));
        for (StepRecord row : rows) {
            if (isNew(row)) {
                StepRecord first = fresh.computeIfAbsent(row.phase(), phase -> new TreeMap<>())
                        .putIfAbsent(row.step(), row);
                if (first != null && !first.agreesWith(row)) {
                    throw new StepsContradict(first, row);
                }
            }
        }
        return fresh.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    /** Adds a row unless its step has one; the first one counts. */
    void add(StepRecord row) throws IOException {
        if (isNew(row)) {
            phases.computeIfAbsent(row.phase(), phase -> new StepFingerprints()).add(row);
        }
    }

    private boolean isNew(StepRecord row) throws IOException {
        long known = of(row.phase()).of(row.step());
        if (known != 0 && known != row.fingerprint()) {
            throw new StepsContradict(recall.of(row.phase(), row.step()), row);
        }
        return known == 0;
    }

    /** Whether this row was added, or one with the same bits. */
    boolean knows(StepRecord row) {
        return of(row.phase()).of(row.step()) == row.fingerprint();
    }

    /** The row of the lowest step of a phase. */
    Optional<StepRecord> first(String phase) {
        return of(phase).first();
    }

    /** The row of the highest step of a phase. */
    Optional<StepRecord> last(String phase) {
        return of(phase).last();
    }

    /** By phase, as they run, and step. */
    Comparator<StepRecord> order() {
        List<String> order = List.copyOf(phases.keySet());
        return Comparator.comparingInt((StepRecord row) -> order.indexOf(row.phase()))
                .thenComparingLong(StepRecord::step);
    }

    /** Whether a row would come after all others. */
    boolean isAfterAll(StepRecord row) {
        List<String> order = new ArrayList<>(phases.keySet());
        int place = order.indexOf(row.phase());
        boolean laterAreEmpty = place < 0
                || order.subList(place + 1, order.size()).stream()
                        .allMatch(phase -> last(phase).isEmpty());
        return laterAreEmpty
                && last(row.phase()).filter(last -> last.step() >= row.step()).isEmpty();
    }

    private StepFingerprints of(String phase) {
        return phases.getOrDefault(phase, new StepFingerprints());
    }
}
