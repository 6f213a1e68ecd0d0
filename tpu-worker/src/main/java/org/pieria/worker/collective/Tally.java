package org.pieria.worker.collective;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the data plane did and what it dropped. Any thread. */
public final class Tally {

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    /** What is counted. */
    public enum Event {
        /** A frame was sent. */
        SENT,
        /** A frame was taken and used. */
        TAKEN,
        /** Dropped: no frame at all, of another generation, or at a place that no rank sends. */
        FOREIGN,
        /** Dropped: of a step that is over. */
        STALE,
        /** Dropped: of a step that cannot have begun. */
        EARLY,
        /** Dropped: it was there already. */
        DUPLICATE,
        /** Dropped: its checksum does not match. */
        CORRUPT,
        /** A chunk was sent again because its receiver asked for it. */
        RESENT
    }

    public Tally() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void count(Event event) {
        add(event, 1);
    }

    void add(Event event, long times) {
        counter(event).add(times);
    }

    public long of(Event event) {
        return counter(event).sum();
    }

    private LongAdder counter(Event event) {
        return Objects.requireNonNull(counts.get(event));
    }

    /** All counts at this moment. */
    public Map<Event, Long> snapshot() {
        Map<Event, Long> snapshot = new EnumMap<>(Event.class);
        counts.forEach((event, counter) -> snapshot.put(event, counter.sum()));
        return snapshot;
    }
}
