package org.pieria.worker.collective;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures how long a wait has gone on without progress. */
final class Watch {

    private final Patience patience;
    private final LongSupplier clock;
    private long progress;
    private long since;
    private long asked;

    /**
     * Starts now.
     *
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    Watch(Patience patience, LongSupplier clock) {
        this.patience = patience;
        this.clock = clock;
        this.since = clock.getAsLong();
        this.asked = since;
    }

    /** Tells how far things have come. */
    void see(long now) {
        if (now != progress) {
            progress = now;
            since = clock.getAsLong();
        }
    }

    boolean isOver() {
        return waited().compareTo(patience.deadline()) >= 0;
    }

    /** How long nothing has happened. */
    Duration waited() {
        return Duration.ofNanos(clock.getAsLong() - since);
    }

    /** Whether it is time to ask again; true once per pause. */
    boolean shouldAsk() {
        long now = clock.getAsLong();
        boolean due = now - Math.max(since, asked) >= patience.pause().toNanos();
        asked = due ? now : asked;
        return due;
    }
}
