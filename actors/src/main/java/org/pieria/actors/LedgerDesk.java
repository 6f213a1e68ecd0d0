package org.pieria.actors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.pieria.actors.port.Overruled;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.LedgerCall;

/** Carries the state machine's calls to the ledger and turns what comes back, or fails, into events. */
final class LedgerDesk {

    private final RunLedger ledger;
    private final Cases<LedgerCall, Consumer<CompletionStage<? extends Event>>> calls;

    LedgerDesk(RunLedger ledger) {
        this.ledger = ledger;
        this.calls = Cases.<LedgerCall, Consumer<CompletionStage<? extends Event>>>of(LedgerCall.class)
                .on(
                        LedgerCall.TakeTerm.class,
                        (out, call) -> out.accept(ledger.takeTerm().thenApply(Event.TermTaken::new)))
                .on(LedgerCall.Read.class, (out, call) -> out.accept(read(call)))
                .on(
                        LedgerCall.Claim.class,
                        (out, call) -> out.accept(ledger.claim(call.term(), call.generation())
                                .thenApply(won -> new Event.Claimed(call.generation(), won))))
                .on(
                        LedgerCall.Locate.class,
                        (out, call) -> out.accept(ledger.newest(call.phase())
                                .thenApply(found -> new Event.Located(call.generation(), found))))
                .on(
                        LedgerCall.Activate.class,
                        (out, call) ->
                                out.accept(ledger.activate(call.term(), call.generation(), call.phase(), call.members())
                                        .thenApply(done -> new Event.Recorded(call.generation()))))
                .on(
                        LedgerCall.Append.class,
                        (out, call) ->
                                out.accept(ledger.append(call.rows()).thenApply(done -> Event.Appended.INSTANCE)))
                .on(
                        LedgerCall.Publish.class,
                        (out, call) -> out.accept(ledger.publish(call.draft()).thenApply(Event.Published::new)))
                .on(
                        LedgerCall.Keep.class,
                        (out, call) -> out.accept(ledger.keep(call.name(), call.json())
                                .thenApply(done -> new Event.Kept(call.name(), call.json()))))
                .build();
    }

    /** Carries out a call; the stage never fails, since a failure is an event too. */
    CompletionStage<Event> carryOut(LedgerCall call) {
        CompletableFuture<Event> answer = new CompletableFuture<>();
        Consumer<CompletionStage<? extends Event>> out = stage -> stage.whenComplete(
                (event, failure) -> answer.complete(failure == null ? event : failed(call, failure)));
        try {
            calls.accept(out, call);
        } catch (RuntimeException failure) {
            answer.complete(failed(call, failure));
        }
        return answer;
    }

    private static Event failed(LedgerCall call, Throwable failure) {
        if (Failure.root(failure) instanceof Overruled) {
            return new Event.Overruled(call.deed());
        }
        if (call instanceof LedgerCall.Publish publish) {
            return new Event.PublishFailed(publish.draft().directory(), Failure.reason(failure));
        }
        return Failure.ofTheDisk(failure)
                ? new Event.LedgerRefused(call, Failure.reason(failure))
                : new Event.LedgerFailed(call.deed(), Failure.reason(failure));
    }

    private CompletionStage<Event> read(LedgerCall.Read call) {
        CompletionStage<Map<String, CheckpointRef>> newest = byName(call.phases(), ledger::newest);
        CompletionStage<Map<String, Event.Trace>> traces =
                byName(call.phases(), phase -> ledger.ends(phase).thenApply(LedgerDesk::trace));
        CompletionStage<Map<String, String>> records = byName(call.records(), ledger::kept);
        return ledger.highestGeneration()
                .thenCombine(
                        ledger.formation(),
                        (generation, formation) ->
                                new Event.LedgerFacts(generation, formation, List.of(), Map.of(), Map.of(), Map.of()))
                .thenCombine(
                        ledger.checkpoints(),
                        (facts, checkpoints) -> new Event.LedgerFacts(
                                facts.generation(), facts.formation(), checkpoints, Map.of(), Map.of(), Map.of()))
                .thenCombine(
                        newest,
                        (facts, found) -> new Event.LedgerFacts(
                                facts.generation(), facts.formation(), facts.checkpoints(), found, Map.of(), Map.of()))
                .thenCombine(
                        traces,
                        (facts, found) -> new Event.LedgerFacts(
                                facts.generation(),
                                facts.formation(),
                                facts.checkpoints(),
                                facts.newest(),
                                found,
                                Map.of()))
                .thenCombine(
                        records,
                        (facts, found) -> new Event.LedgerRead(new Event.LedgerFacts(
                                facts.generation(),
                                facts.formation(),
                                facts.checkpoints(),
                                facts.newest(),
                                facts.traces(),
                                found)));
    }

    private static Optional<Event.Trace> trace(Optional<RunLedger.Ends> ends) {
        return ends.map(rows -> new Event.Trace(rows.first().loss(), rows.last()));
    }

    private static <T> CompletionStage<Map<String, T>> byName(
            List<String> names, Function<String, CompletionStage<Optional<T>>> query) {
        CompletionStage<Map<String, T>> all = CompletableFuture.completedFuture(Map.of());
        for (String name : names) {
            all = all.thenCombine(query.apply(name), (found, value) -> plus(found, name, value));
        }
        return all;
    }

    private static <T> Map<String, T> plus(Map<String, T> found, String name, Optional<T> value) {
        Map<String, T> next = new HashMap<>(found);
        value.ifPresent(present -> next.put(name, present));
        return next;
    }
}
