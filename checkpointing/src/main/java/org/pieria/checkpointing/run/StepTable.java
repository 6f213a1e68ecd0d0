package org.pieria.checkpointing.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The applied steps of a run, one row each, by phase and step. One thread. */
final class StepTable {

    private final Map<String, TreeMap<Long, StepRecord>> phases = new LinkedHashMap<>();

    /** An empty table; phases that are not named come after those that are. */
    StepTable(List<String> order) {
        order.forEach(phase -> phases.put(phase, new TreeMap<>()));
    }

    /**
     * The rows that are not known yet, each once. Nothing is added.
     *
     * @throws StepsContradict when one differs from the row of the same step, here or among themselves
     */
    List<StepRecord> news(Collection<StepRecord> rows) {
        StepTable fresh = new StepTable(List.of());
        for (StepRecord row : rows) {
            if (isNew(row)) {
                fresh.add(row);
            }
        }
        return fresh.rows();
    }

    /** Adds a row unless its step has one; the first one counts. */
    void add(StepRecord row) {
        if (isNew(row)) {
            phases.computeIfAbsent(row.phase(), phase -> new TreeMap<>()).put(row.step(), row);
        }
    }

    private boolean isNew(StepRecord row) {
        StepRecord first = of(row.phase()).get(row.step());
        if (first != null && !first.agreesWith(row)) {
            throw new StepsContradict(first, row);
        }
        return first == null;
    }

    /** All rows in order. */
    List<StepRecord> rows() {
        return phases.values().stream().flatMap(rows -> rows.values().stream()).toList();
    }

    /** The rows of one phase in order. */
    List<StepRecord> rows(String phase) {
        return List.copyOf(of(phase).values());
    }

    /** Whether a row would come after all others. */
    boolean isAfterAll(StepRecord row) {
        List<String> order = new ArrayList<>(phases.keySet());
        int place = order.indexOf(row.phase());
        boolean laterAreEmpty = place < 0
                || order.subList(place + 1, order.size()).stream()
                        .allMatch(phase -> of(phase).isEmpty());
        return laterAreEmpty && (of(row.phase()).isEmpty() || of(row.phase()).lastKey() < row.step());
    }

    private NavigableMap<Long, StepRecord> of(String phase) {
        return phases.getOrDefault(phase, new TreeMap<>());
    }
}
