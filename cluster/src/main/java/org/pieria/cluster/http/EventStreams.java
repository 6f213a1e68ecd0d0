package org.pieria.cluster.http;

import akka.Done;
import akka.NotUsed;
import akka.japi.function.Function;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.pieria.actors.view.RunEvent;

/**
 * Streams of the journal's events, one per client. A stream reads at its client's pace; when the journal has run away
 * from it, the stream ends, and the client comes back with the id of the last event it has.
 */
final class EventStreams {

    /** Below every usual proxy's idle limit. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** Keeps the connection awake; readers pass over it. */
    private static final ByteString COMMENT = ByteString.fromString(":\n\n");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final EventJournal journal;
    private final SharedKillSwitch end = KillSwitches.shared("events");
    private final AtomicLong begun = new AtomicLong();
    private final Map<Long, CompletableFuture<Done>> open = new ConcurrentHashMap<>();

    EventStreams(EventJournal journal) {
        this.journal = journal;
    }

    /** All kept events after an id, then each new one. */
    Source<ByteString, NotUsed> after(long id) {
        return Source.<Boolean>queue(1)
                .watchTermination((bell, done) -> {
                    EventJournal.Bell hung = journal.onNew(() -> ring(bell));
                    done.whenComplete((ended, failure) -> hung.close());
                    ring(bell);
                    return NotUsed.getInstance();
                })
                .statefulMapConcat(() -> new Reader(id))
                .takeWhile(Optional::isPresent)
                .map(event -> frame(event.orElseThrow()))
                .keepAlive(HEARTBEAT, () -> COMMENT)
                .via(end.flow())
                .watchTermination((stream, done) -> {
                    remember(done);
                    return stream;
                });
    }

    /**
     * Ends all streams.
     *
     * @return done when each has said its last word
     */
    CompletionStage<Void> close() {
        end.shutdown();
        return CompletableFuture.allOf(open.values().toArray(CompletableFuture[]::new));
    }

    private void remember(CompletionStage<Done> done) {
        long stream = begun.incrementAndGet();
        open.put(stream, done.toCompletableFuture());
        done.whenComplete((ended, failure) -> open.remove(stream));
    }

    /** The event's name in the stream: its record's name in kebab case. */
    static String name(RunEvent event) {
        return WORD.matcher(event.getClass().getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private static ByteString frame(RunEvent event) {
        return ByteString.fromString(
                "id:" + event.id() + "\nevent:" + name(event) + "\ndata:" + Json.text(event) + "\n\n");
    }

    /** A bell that is already waiting to be heard need not ring twice, so a full queue is no loss. */
    private static void ring(BoundedSourceQueue<Boolean> bell) {
        bell.offer(true);
    }

    /** One client's place in the journal; an empty element ends its stream. */
    private final class Reader implements Function<Boolean, Iterable<Optional<RunEvent>>> {

        private static final long serialVersionUID = 1;

        private transient EventJournal.Place place;

        Reader(long after) {
            this.place = journal.place(after);
        }

        @Override
        public Iterable<Optional<RunEvent>> apply(Boolean bell) {
            EventJournal.Page page = journal.after(place);
            place = page.next();
            List<Optional<RunEvent>> unseen = new ArrayList<>();
            page.events().forEach(event -> unseen.add(Optional.of(event)));
            if (page.lost()) {
                unseen.add(Optional.empty());
            }
            return unseen;
        }
    }
}
