package org.pieria.benchmarks.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Engines that compute nothing: a step ends for all, so long after the last of them began it. */
final class SimulatedHosts {

    private final int hosts;
    private final long stepMillis;
    private final ExecutorService clock;
    private final Map<Long, Meeting> meetings = new HashMap<>();
    private final List<Double> gaps = new ArrayList<>();
    private long lastEnd;
    private long steps;

    private static final class Meeting {
        final CompletableFuture<Void> met = new CompletableFuture<>();
        int present;
    }

    SimulatedHosts(int hosts, long stepMillis, ExecutorService clock) {
        this.hosts = hosts;
        this.stepMillis = stepMillis;
        this.clock = clock;
    }

    /** Completes when all have begun this step and its time has passed. */
    synchronized CompletableFuture<Void> meet(long step) {
        Meeting meeting = meetings.computeIfAbsent(step, key -> new Meeting());
        meeting.present++;
        if (meeting.present == hosts) {
            meetings.remove(step);
            begun();
            CompletableFuture.delayedExecutor(stepMillis, TimeUnit.MILLISECONDS, clock)
                    .execute(() -> end(meeting));
        }
        return meeting.met;
    }

    /** From the end of a step to the beginning of the next by the last host nobody computes. */
    private void begun() {
        if (lastEnd != 0) {
            gaps.add((System.nanoTime() - lastEnd) / 1e6);
        }
    }

    private void end(Meeting meeting) {
        synchronized (this) {
            lastEnd = System.nanoTime();
            steps++;
        }
        meeting.met.complete(null);
    }

    synchronized long steps() {
        return steps;
    }

    /** The milliseconds between two steps since the last call. */
    synchronized Spread gaps() {
        Spread spread = Spread.of(gaps);
        gaps.clear();
        return spread;
    }
}
