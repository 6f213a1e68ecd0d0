package org.pieria.cluster.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Decides whether a crashed child is worth another try: later each time, and not for ever. Times are nanoseconds of one clock. */
final class CrashHistory {

    static final int LIMIT = 5;
    static final Duration WINDOW = Duration.ofMinutes(2);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Deque<Long> crashes = new ArrayDeque<>();

    /** How long to wait before the next start; empty to give up, at the fifth crash in two minutes. */
    Optional<Duration> crashed(long now) {
        crashes.addLast(now);
        while (now - crashes.getFirst() > WINDOW.toNanos()) {
            crashes.removeFirst();
        }
        if (crashes.size() >= LIMIT) {
            return Optional.empty();
        }
        Duration doubled = Duration.ofSeconds(1L << (crashes.size() - 1));
        return Optional.of(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }
}
