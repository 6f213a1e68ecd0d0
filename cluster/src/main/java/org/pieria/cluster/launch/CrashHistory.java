package org.pieria.cluster.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides whether a child that ended is worth another try: later each time, and one that crashes by itself not for ever.
 * Times are nanoseconds of one clock.
 */
final class CrashHistory {

    static final int LIMIT = 5;
    static final Duration WINDOW = Duration.ofMinutes(2);

    private static final int MOST_DOUBLINGS = 3;

    private final Deque<Long> crashes = new ArrayDeque<>();
    private final Deque<Long> kills = new ArrayDeque<>();

    /** How long to wait before the next start; empty to give up, at the fifth crash in two minutes. */
    Optional<Duration> crashed(long now) {
        int recent = note(crashes, now);
        return recent < LIMIT ? Optional.of(pause(recent)) : Optional.empty();
    }

    /** How long to wait when somebody else killed it, which says nothing against the child however often it happens. */
    Duration killed(long now) {
        return pause(note(kills, now));
    }

    /** How many there were in the window, this one included. */
    private static int note(Deque<Long> times, long now) {
        times.addLast(now);
        while (now - times.getFirst() > WINDOW.toNanos()) {
            times.removeFirst();
        }
        return times.size();
    }

    private static Duration pause(int recent) {
        return Duration.ofSeconds(1L << Math.min(recent - 1, MOST_DOUBLINGS));
    }
}
