package org.pieria.worker.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells where the time of one step goes, part by part. */
final class StepClock {

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long since = System.nanoTime();

    /** Ends a part that began with the one before. */
    void lap(String part) {
        long now = System.nanoTime();
        seconds.put(part, (now - since) / 1e9);
        since = now;
    }

    Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }
}
