package org.pieria.actors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.pieria.actors.view.RunEvent;

/** The newest events of a term, for those who ask what they missed. Not thread-safe: owned by one actor. */
final class EventRing {

    private final int capacity;
    private final Deque<RunEvent> events = new ArrayDeque<>();

    EventRing(int capacity) {
        this.capacity = capacity;
    }

    void add(RunEvent event) {
        if (events.size() == capacity) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** Kept events with a higher id, oldest first. */
    List<RunEvent> after(long id) {
        return events.stream().filter(event -> event.id() > id).collect(Collectors.toList());
    }
}
