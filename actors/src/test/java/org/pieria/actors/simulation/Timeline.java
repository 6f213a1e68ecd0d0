package org.pieria.actors.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time in microseconds, and what is due in it. What is due at the same moment happens in an order that depends on
 * the lanes' names alone, so that one seed is one history on every machine. One thread.
 */
final class Timeline {

    private final PriorityQueue<Due> queue = new PriorityQueue<>(
            Comparator.comparingLong(Due::at).thenComparingLong(Due::lane).thenComparingLong(Due::number));
    private long now;
    private long happened;

    private record Due(long at, long lane, long number, Runnable action) {}

    /** Microseconds since the beginning. */
    long now() {
        return now;
    }

    /** How many events have happened. */
    long happened() {
        return happened;
    }

    /** Lets the next event happen; false when none is due. */
    boolean advance() {
        Due due = queue.poll();
        if (due == null) {
            return false;
        }
        now = due.at();
        happened++;
        due.action().run();
        return true;
    }

    Lane lane(String name) {
        return new Lane(Dice.mixed(name.hashCode()));
    }

    /** What one process or one link has under way, in order where the times are equal. */
    final class Lane {

        private final long id;
        private long number;

        private Lane(long id) {
            this.id = id;
        }

        void after(long micros, Runnable action) {
            queue.add(new Due(now + Math.max(0, micros), id, number++, action));
        }
    }
}
