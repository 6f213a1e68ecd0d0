package org.pieria.actors.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pieria.actors.port.SavedPart;

/**
 * One attempt at one checkpoint.
 *
 * @param generation the workers that write it
 * @param parts what is durable already, by worker
 * @param deadline when it is abandoned
 * @param publishing whether all parts are there and the ledger writes the manifest
 */
record SaveAttempt(
        Generation generation,
        long step,
        int attempt,
        boolean last,
        Map<String, SavedPart> parts,
        Instant deadline,
        boolean publishing) {

    SaveAttempt {
        parts = SharedMap.copyOf(parts);
    }

    String directory() {
        return SavePath.of(generation.phase(), step, generation.number(), attempt);
    }

    SaveAttempt with(String worker, SavedPart part) {
        return new SaveAttempt(generation, step, attempt, last, Lists.plus(parts, worker, part), deadline, publishing);
    }

    SaveAttempt published() {
        return new SaveAttempt(generation, step, attempt, last, parts, deadline, true);
    }

    boolean complete() {
        return parts.keySet().containsAll(generation.workers());
    }

    List<String> missing() {
        return generation.workers().stream()
                .filter(worker -> !parts.containsKey(worker))
                .collect(Collectors.toList());
    }
}
