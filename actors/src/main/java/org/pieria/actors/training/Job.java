package org.pieria.actors.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;

/**
 * Units of work shared by all workers between the steps.
 *
 * @param name in words, for people
 * @param units by index
 * @param given by worker, the unit it was given and when
 * @param results by unit index
 * @param failures by unit index, how often it failed
 */
record Job(
        Task task,
        String name,
        List<JobUnit> units,
        Map<String, Given> given,
        Map<Integer, JobResult> results,
        Map<Integer, Integer> failures) {

    /** A unit in a worker's hands. */
    record Given(int index, Instant deadline) {}

    Job {
        units = List.copyOf(units);
        given = SharedMap.copyOf(given);
        results = SharedMap.copyOf(results);
        failures = SharedMap.copyOf(failures);
    }

    static Job of(Task task, String name, List<JobUnit> units) {
        return new Job(task, name, units, Map.of(), Map.of(), Map.of());
    }

    boolean complete() {
        return results.size() == units.size();
    }

    Optional<JobUnit> next() {
        List<Integer> taken = given.values().stream().map(Given::index).collect(Collectors.toList());
        return IntStream.range(0, units.size())
                .filter(index -> !results.containsKey(index) && !taken.contains(index))
                .mapToObj(units::get)
                .findFirst();
    }

    Job giving(String worker, JobUnit unit, Instant deadline) {
        return new Job(
                task, name, units, Lists.plus(given, worker, new Given(unit.index(), deadline)), results, failures);
    }

    Job takenFrom(String worker) {
        return new Job(task, name, units, Lists.minus(given, worker), results, failures);
    }

    Job done(JobUnit unit, JobResult result) {
        return new Job(task, name, units, given, Lists.plus(results, unit.index(), result), failures);
    }

    Job failed(JobUnit unit) {
        return new Job(task, name, units, given, results, Lists.plus(failures, unit.index(), failures(unit) + 1));
    }

    int failures(JobUnit unit) {
        return failures.getOrDefault(unit.index(), 0);
    }

    /** All results by unit, so that what is made of them does not depend on who was first. */
    List<JobResult> inOrder() {
        return List.copyOf(results.values());
    }
}
