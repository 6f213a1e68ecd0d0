package org.pieria.cluster.node;

import java.time.Duration;

/**
 * Tells when this process has just stood still as a whole, stopped by a signal, by its virtual machine's host or by starvation,
 * for so long that others may have given it up. It is asked every now and then, much more often than that. Thread-safe.
 */
final class Standstill {

    private final long deadline;
    private long before;

    /**
     * @param deadline after which others give up a silent process
     * @param now nanoseconds of any clock that goes on while a process is stopped
     */
    Standstill(Duration deadline, long now) {
        this.deadline = deadline.toNanos();
        this.before = now;
    }

    /** How often to ask. */
    Duration interval() {
        return Duration.ofNanos(deadline / 16);
    }

    /** Whether so long a time has passed since the last question that others may have given this process up. */
    synchronized boolean endsAt(long now) {
        boolean ends = now - before >= deadline;
        before = now;
        return ends;
    }
}
