package org.pieria.cluster.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.RunEvent;

/** The newest events, for any number of readers, none of which can hold up the writer. Any thread. */
final class EventJournal {

    private final int capacity;
    private final Deque<RunEvent> events = new ArrayDeque<>();
    private final Set<Runnable> bells = new CopyOnWriteArraySet<>();
    private long reign;

    EventJournal(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps an event and rings every bell. Ids that begin anew are another run's: the old ones are dropped. */
    void add(RunEvent event) {
        keep(event);
        bells.forEach(Runnable::run);
    }

    /** Runs something quick after each new event, until closed. */
    Bell onNew(Runnable bell) {
        bells.add(bell);
        return () -> bells.remove(bell);
    }

    /** Where a reader that saw events up to an id goes on. An id from the future is another run's: begin anew. */
    synchronized Place place(long after) {
        return new Place(reign, after > newest() ? oldest() - 1 : Math.max(after, oldest() - 1));
    }

    /** What a reader at a place has not seen. */
    synchronized Page after(Place place) {
        if (place.reign() != reign || place.id() < oldest() - 1) {
            return new Page(List.of(), place, true);
        }
        List<RunEvent> unseen = new ArrayList<>();
        Iterator<RunEvent> newestFirst = events.descendingIterator();
        for (RunEvent event = next(newestFirst, place); event != null; event = next(newestFirst, place)) {
            unseen.add(event);
        }
        Collections.reverse(unseen);
        return new Page(unseen, new Place(reign, Math.max(place.id(), newest())), false);
    }

    private static @Nullable RunEvent next(Iterator<RunEvent> events, Place place) {
        RunEvent event = events.hasNext() ? events.next() : null;
        return event == null || event.id() <= place.id() ? null : event;
    }

    private synchronized void keep(RunEvent event) {
        if (event.id() <= newest()) {
            events.clear();
            reign++;
        }
        events.addLast(event);
        if (events.size() > capacity) {
            events.removeFirst();
        }
    }

    private long newest() {
        return events.isEmpty() ? 0 : events.getLast().id();
    }

    private long oldest() {
        return events.isEmpty() ? 1 : events.getFirst().id();
    }

    /** A bell that can be taken down. */
    interface Bell extends AutoCloseable {
        @Override
        void close();
    }

    /** A reader's place: everything up to {@code id} was seen. */
    record Place(long reign, long id) {}

    /**
     * What came after a place.
     *
     * @param next the place after these events
     * @param lost whether events after the place are gone: the reader was too slow, or the coordinator changed
     */
    record Page(List<RunEvent> events, Place next, boolean lost) {

        Page {
            events = List.copyOf(events);
        }
    }
}
