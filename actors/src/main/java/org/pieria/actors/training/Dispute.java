package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What workers told of one thing that has one right answer.
 *
 * @param slice whose bundle it is about, where it was computed twice; empty where it is about the state after the step
 * @param statements by worker, the digest that it told
 */
record Dispute(String phase, long step, Optional<Integer> slice, Map<String, String> statements) {

    Dispute {
        statements = SharedMap.copyOf(statements);
    }

    /** The states after a step. */
    static Dispute ofStates(String phase, long step, Map<String, String> digests) {
        return new Dispute(phase, step, Optional.empty(), digests);
    }

    /** All that was told of a step: the state after it first, then every slice that was checked. */
    static List<Dispute> of(String phase, long step, Map<String, Report.Applied> reports) {
        Map<String, String> states = new HashMap<>();
        Map<Integer, Map<String, String>> slices = new TreeMap<>();
        reports.forEach((worker, report) -> {
            states.put(worker, report.result().digest());
            report.result()
                    .checks()
                    .forEach((slice, digest) -> slices.computeIfAbsent(slice, any -> new HashMap<>())
                            .put(worker, digest));
        });
        List<Dispute> all = new ArrayList<>(List.of(ofStates(phase, step, states)));
        slices.forEach((slice, told) -> all.add(new Dispute(phase, step, Optional.of(slice), told)));
        return all;
    }

    boolean sameMatter(Dispute other) {
        return phase.equals(other.phase) && step == other.step && slice.equals(other.slice);
    }

    /** With what was told of it before; a worker's newest word counts. */
    Dispute after(Dispute earlier) {
        Map<String, String> all = new HashMap<>(earlier.statements);
        all.putAll(statements);
        return new Dispute(phase, step, slice, all);
    }

    /** What it is about, in words. */
    String subject() {
        return slice.map(number -> "slice " + number + " of step " + step + " of " + phase)
                .orElseGet(() -> "the state after step " + step + " of " + phase);
    }
}
