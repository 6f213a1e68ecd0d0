package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.pieria.actors.port.RunLedger.StepRow;

/**
 * What has been reported and is not yet durable.
 *
 * @param tally by step, the reports by worker, of steps that not all members confirmed
 * @param rows confirmed rows that wait for the ledger
 * @param appending rows that the ledger is writing
 * @param durable the last step of the generation whose row is durable
 * @param saves checkpoints under way, by directory
 * @param settled directories of checkpoints that came to an end, newest last
 * @param refused what the ledger could not do: it is asked again now and then
 */
record Books(
        Map<Long, Map<String, Report.Applied>> tally,
        List<StepRow> rows,
        List<StepRow> appending,
        long durable,
        Map<String, SaveAttempt> saves,
        List<String> settled,
        List<LedgerCall> refused) {

    private static final int KEPT = 64;

    Books {
        tally = SharedMap.copyOf(tally);
        rows = List.copyOf(rows);
        appending = List.copyOf(appending);
        saves = SharedMap.copyOf(saves);
        settled = List.copyOf(settled);
        refused = List.copyOf(refused);
    }

    static Books empty() {
        return new Books(Map.of(), List.of(), List.of(), 0, Map.of(), List.of(), List.of());
    }

    /** A new generation counts anew; what the ledger and the savers have under way stays. */
    Books standingAt(long step) {
        return new Books(Map.of(), rows, appending, step, saves, settled, refused);
    }

    boolean unsettled() {
        return !rows.isEmpty() || !appending.isEmpty();
    }

    Map<String, Report.Applied> reports(long step) {
        return tally.getOrDefault(step, Map.of());
    }

    /** A generation goes on up to whose beginning only its own members are believed; nobody else's word is awaited. */
    Books goingOn(List<String> workers, long from) {
        Map<Long, Map<String, Report.Applied>> next = new HashMap<>();
        tally.forEach((step, reports) -> {
            if (step <= from) {
                Map<String, Report.Applied> left = new HashMap<>(reports);
                left.keySet().retainAll(workers);
                next.put(step, left);
            }
        });
        return new Books(next, rows, appending, durable, saves, settled, refused);
    }

    /** What a worker told of steps that are not confirmed counts no more. */
    Books forgetting(String worker) {
        Map<Long, Map<String, Report.Applied>> next = new HashMap<>();
        tally.forEach((step, reports) -> next.put(step, Lists.minus(reports, worker)));
        return new Books(next, rows, appending, durable, saves, settled, refused);
    }

    /** Whether one of these workers reported each of the steps after the first up to the second. */
    boolean coversUpTo(long after, long upTo, List<String> workers) {
        return LongStream.rangeClosed(after + 1, upTo)
                .allMatch(step -> workers.stream().anyMatch(reports(step)::containsKey));
    }

    /** Whether all of these workers reported each of the steps after the first up to the second. */
    boolean toldByAll(long after, long upTo, List<String> workers) {
        return LongStream.rangeClosed(after + 1, upTo)
                .allMatch(step -> reports(step).keySet().containsAll(workers));
    }

    /** Nothing that was confirmed waits for the ledger, so it is durable up to this step. */
    Books durableUpTo(long step) {
        return new Books(tally, rows, appending, step, saves, settled, refused);
    }

    Books reported(String worker, Report.Applied report) {
        long step = report.result().step();
        return new Books(
                Lists.plus(tally, step, Lists.plus(reports(step), worker, report)),
                rows,
                appending,
                durable,
                saves,
                settled,
                refused);
    }

    Books confirmed(StepRow row) {
        return new Books(
                Lists.minus(tally, row.step()), Lists.plus(rows, row), appending, durable, saves, settled, refused);
    }

    Books append() {
        return new Books(tally, List.of(), rows, durable, saves, settled, refused);
    }

    Books appended() {
        long last = appending.isEmpty()
                ? durable
                : Math.max(durable, appending.get(appending.size() - 1).step());
        return new Books(tally, rows, List.of(), last, saves, settled, refused);
    }

    /** The rows that could not be written wait with those that came since: no checkpoint after them becomes real before. */
    Books notAppended() {
        List<StepRow> all = new ArrayList<>(appending);
        all.addAll(rows);
        return new Books(tally, all, List.of(), durable, saves, settled, refused);
    }

    Books refused(LedgerCall call) {
        return new Books(tally, rows, appending, durable, saves, settled, Lists.plus(refused, call));
    }

    /** What was refused is being asked for again. */
    Books asking() {
        return new Books(tally, rows, appending, durable, saves, settled, List.of());
    }

    Optional<SaveAttempt> save(String directory) {
        return Optional.ofNullable(saves.get(directory));
    }

    boolean knows(String directory) {
        return saves.containsKey(directory) || settled.contains(directory);
    }

    Books with(SaveAttempt attempt) {
        return new Books(
                tally, rows, appending, durable, Lists.plus(saves, attempt.directory(), attempt), settled, refused);
    }

    Books settle(String directory) {
        List<String> ended = Lists.plus(settled, directory);
        List<String> kept = ended.subList(Math.max(0, ended.size() - KEPT), ended.size());
        return new Books(tally, rows, appending, durable, Lists.minus(saves, directory), kept, refused);
    }
}
