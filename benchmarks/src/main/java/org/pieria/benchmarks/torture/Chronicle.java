package org.pieria.benchmarks.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pieria.checkpointing.milestone.Milestone;

/** What a run's trails tell of its one phase: which generation applied which step when, and what it cost to change it. */
final class Chronicle {

    private static final double MICROS = 1000;

    private final NavigableMap<Long, Span> generations = new TreeMap<>();
    private final NavigableMap<Long, Long> applied = new TreeMap<>();
    private final Map<Long, Long> firstGeneration = new HashMap<>();
    private final Map<Long, Long> lastStep = new HashMap<>();
    private final Map<Long, Set<Long>> computedIn = new HashMap<>();
    private final Map<Long, NavigableMap<Long, Long>> served = new HashMap<>();
    private final NavigableMap<Long, Passing> rows = new TreeMap<>();
    private final NavigableMap<Long, Long> advances = new TreeMap<>();
    private long recorded;

    /** The first and the last time at which a generation applied a step, in microseconds. */
    record Span(long first, long last) {}

    Chronicle(List<Passing> passings) {
        passings.forEach(this::add);
    }

    /** What was passed since; of one process, in order. */
    final void add(Passing passing) {
        long generation = servedBy(passing.pid(), passing.at());
        if (passing.milestone() == Milestone.PREPARED) {
            served.computeIfAbsent(passing.pid(), pid -> new TreeMap<>()).put(passing.at(), passing.number());
        } else if (passing.milestone() == Milestone.BEFORE_COMPUTE) {
            computedIn
                    .computeIfAbsent(passing.number(), step -> new HashSet<>())
                    .add(generation);
        } else if (passing.milestone() == Milestone.AFTER_APPLY) {
            apply(passing, generation);
        } else if (passing.milestone() == Milestone.ROW_UNSYNCED) {
            rows.put(passing.at(), passing);
            recorded = Math.max(recorded, passing.number());
        }
    }

    /** Who serves no generation follows one, to join it. */
    private void apply(Passing passing, long generation) {
        if (generation > 0 && applied.putIfAbsent(passing.number(), passing.at()) == null) {
            firstGeneration.put(passing.number(), generation);
            advances.put(passing.at(), passing.number());
            lastStep.put(generation, passing.number());
            generations.merge(
                    generation, new Span(passing.at(), passing.at()), (old, now) -> new Span(old.first(), now.last()));
        }
    }

    /** The generation that a process was last ready for at a time; 0 for none. */
    long servedBy(long pid, long at) {
        NavigableMap<Long, Long> own = served.getOrDefault(pid, new TreeMap<>());
        return Optional.ofNullable(own.floorEntry(at)).map(Map.Entry::getValue).orElse(0L);
    }

    /** The newest generation that any process was ready for at a time. */
    long newest(long at) {
        return served.keySet().stream()
                .mapToLong(pid -> servedBy(pid, at))
                .max()
                .orElse(0);
    }

    long steps() {
        return applied.isEmpty() ? 0 : applied.lastKey();
    }

    /** When the first step was applied, in microseconds; 0 when none was. */
    long begin() {
        return advances.isEmpty() ? 0 : advances.firstKey();
    }

    /** When the last step was applied, in microseconds; 0 when none was. */
    long end() {
        return advances.isEmpty() ? 0 : advances.lastKey();
    }

    /** The last step that a generation applied; 0 if none. */
    long steps(long generation) {
        return lastStep.getOrDefault(generation, 0L);
    }

    /** The last step of which a coordinator wrote a row. */
    long recorded() {
        return recorded;
    }

    /** Milliseconds from the death of a coordinator to the next row of another one; empty when there was none. */
    Optional<Double> recordedAgain(Blow blow) {
        return rows.tailMap(blow.at()).values().stream()
                .filter(row -> row.pid() != blow.pid())
                .findFirst()
                .map(row -> (row.at() - blow.at()) / MICROS);
    }

    /** The median time from one applied step to the next, in milliseconds. */
    double normalStep() {
        return Spread.of(gaps(Long.MIN_VALUE, Long.MAX_VALUE)).median();
    }

    private List<Double> gaps(long from, long to) {
        List<Double> gaps = new ArrayList<>();
        long before = -1;
        for (long at : advances.keySet()) {
            if (before >= 0 && at >= from && before <= to) {
                gaps.add((at - before) / MICROS);
            }
            before = at;
        }
        return gaps;
    }

    /** The longest pause between two steps that overlaps a time, in milliseconds, less a normal step. */
    double pause(long from, long to) {
        return Math.max(0, Spread.of(gaps(from, to)).quantile(1) - normalStep());
    }

    /**
     * The pause from the last step of a generation, or of one before it, to the first step of a later one, in milliseconds,
     * less a normal step. Empty when no later one made a step.
     */
    Optional<Double> pauseAfter(long generation) {
        Map.Entry<Long, Span> before = generations.floorEntry(generation);
        Map.Entry<Long, Span> after = generations.higherEntry(generation);
        if (before == null || after == null) {
            return Optional.empty();
        }
        double gap = (after.getValue().first() - before.getValue().last()) / MICROS;
        return Optional.of(Math.max(0, gap - normalStep()));
    }

    /** The generations that applied a step. */
    List<Long> generations() {
        return List.copyOf(generations.keySet());
    }

    /** Steps that were applied and were computed once more by a later generation. */
    long lost() {
        return applied.keySet().stream()
                .filter(step -> computedIn.getOrDefault(step, Set.of()).stream()
                        .anyMatch(generation -> generation > firstGeneration.getOrDefault(step, 0L)))
                .count();
    }

    /** Steps that more than one generation began to compute. */
    long computedTwice() {
        return computedIn.values().stream().filter(all -> all.size() > 1).count();
    }
}
