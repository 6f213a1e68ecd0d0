package org.pieria.cluster.http;

import akka.http.javadsl.model.StatusCodes;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.RunControl.Answer;

/** The newest changes asked for, and the keys under which clients may ask again without doing it twice. Any thread. */
final class Operations {

    /** Oldest ones are forgotten beyond this: a poll comes seconds after its request. */
    private static final int KEPT = 1_000;

    private final Map<String, Operation> byId = bounded();
    private final Map<String, String> idByKey = bounded();
    private final Clock clock;
    private final String prefix;
    private long count;

    Operations(Clock clock) {
        this.clock = clock;
        // Ids differ between two lives of the process, so that a stale one is not found rather than mistaken.
        this.prefix = Long.toString(clock.millis(), 36);
    }

    /** Carries a change out, once per key. */
    Operation perform(Change change) {
        Operation operation;
        synchronized (this) {
            Operation known = change.key().map(idByKey::get).map(byId::get).orElse(null);
            if (known != null) {
                return same(known, change);
            }
            operation = open(change);
        }
        change.request().get().whenComplete((answer, failure) -> close(operation, answer, failure));
        return operation;
    }

    synchronized Optional<Operation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Operation open(Change change) {
        String id = prefix + "-" + ++count;
        Operation operation =
                new Operation(id, change.action(), change.subject(), Operation.State.PENDING, "", clock.millis());
        byId.put(id, operation);
        change.key().ifPresent(key -> idByKey.put(key, id));
        return operation;
    }

    private synchronized void close(Operation operation, @Nullable Answer answer, @Nullable Throwable failure) {
        byId.replace(operation.id(), answer == null ? failed(operation, failure) : answered(operation, answer));
    }

    private static Operation failed(Operation operation, @Nullable Throwable failure) {
        String words = failure == null ? "no answer" : Problem.message(failure);
        return operation.ended(Operation.State.FAILED, words);
    }

    private static Operation answered(Operation operation, Answer answer) {
        return operation.ended(
                answer.accepted() ? Operation.State.ACCEPTED : Operation.State.REFUSED, answer.message());
    }

    private static Operation same(Operation known, Change change) {
        if (!known.asks(change.action(), change.subject())) {
            String error = "The Idempotency-Key was used to " + known.action() + " " + known.subject() + ".";
            throw new Problem(StatusCodes.CONFLICT, error, "Take a new key for each new request.").refusal();
        }
        return known;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > KEPT;
            }
        };
    }

    /**
     * What a client asks for.
     *
     * @param key the client's name for this request, if it gave one
     * @param request asks the coordinator
     */
    record Change(String action, String subject, Optional<String> key, Supplier<CompletionStage<Answer>> request) {}
}
