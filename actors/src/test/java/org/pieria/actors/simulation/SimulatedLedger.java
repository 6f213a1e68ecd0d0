package org.pieria.actors.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Overruled;
import org.pieria.actors.port.RunLedger;

/**
 * One process's ledger in the simulated run directory: its calls are carried out one after the other, each takes its time,
 * and the process may be stopped or killed between what a call looks at, what it writes, and its answer.
 */
final class SimulatedLedger implements RunLedger {

    private final SimulatedProcess owner;
    private final SimulatedStore store;
    private final Laws laws;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final Map<String, StepRow> table = new HashMap<>();
    private boolean busy;
    private long ownTerm;

    SimulatedLedger(SimulatedProcess owner) {
        this.owner = owner;
        this.store = owner.world.store;
        this.laws = owner.world.laws;
    }

    private <T> CompletionStage<T> perform(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        queue.add(() -> owner.within(store.latency(owner.dice), () -> carryOut(answer, work)));
        next();
        return answer;
    }

    private void next() {
        if (!busy && !queue.isEmpty()) {
            busy = true;
            queue.remove().run();
        }
    }

    private <T> void carryOut(CompletableFuture<T> answer, Supplier<T> work) {
        Runnable told;
        try {
            T result = work.get();
            told = () -> answer.complete(result);
        } catch (SimulatedStore.DiskFault | Overruled | IllegalStateException failure) {
            told = () -> answer.completeExceptionally(failure);
        }
        Runnable answered = told;
        owner.within(owner.dice.between(50, 1_000), () -> {
            busy = false;
            answered.run();
            next();
        });
    }

    private <T> CompletionStage<T> write(Supplier<T> work) {
        return perform(() -> {
            List<T> result = new ArrayList<>();
            store.write(() -> result.add(work.get()));
            return result.get(0);
        });
    }

    /** Looks first whether a higher term was taken, and writes later. */
    private <T> CompletionStage<T> reigning(Supplier<T> work) {
        return perform(() -> {
                    if (store.terms.last() > ownTerm) {
                        throw new Overruled(ownTerm, store.terms.last());
                    }
                    return true;
                })
                .thenCompose(looked -> write(work));
    }

    @Override
    public CompletionStage<Long> takeTerm() {
        return write(() -> {
            ownTerm = store.terms.isEmpty() ? 1 : store.terms.last() + 1;
            store.terms.add(ownTerm);
            owner.world.note(owner.name, "takes term", ownTerm);
            table.clear();
            table.putAll(store.merged());
            return ownTerm;
        });
    }

    /** Looks first, and takes the number later: between the two a newer term may have been taken. */
    @Override
    public CompletionStage<Boolean> claim(long term, long generation) {
        return perform(() -> store.terms.last() <= term)
                .thenCompose(newest -> write(() -> {
                    boolean won = newest && store.claim(generation, term);
                    owner.world.note(owner.name, won ? "claims" : "does not get generation", generation);
                    return won;
                }));
    }

    @Override
    public CompletionStage<Long> highestGeneration() {
        return perform(() -> store.claims.isEmpty() ? 0 : store.claims.lastKey());
    }

    @Override
    public CompletionStage<Void> activate(long term, long generation, String phase, List<Member> members) {
        return reigning(() -> {
                    Formation formation = new Formation(generation, phase, members);
                    Formation before = store.formations.putIfAbsent(generation, formation);
                    if (before != null && !before.equals(formation)) {
                        throw new IllegalStateException(generation + "-members.json exists with another content");
                    }
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Optional<Formation>> formation() {
        return perform(() -> Optional.ofNullable(store.formations.lastEntry()).map(Map.Entry::getValue));
    }

    @Override
    public CompletionStage<Optional<CheckpointRef>> newest(String phase) {
        return perform(() -> store.newest(phase));
    }

    @Override
    public CompletionStage<List<CheckpointRef>> checkpoints() {
        return perform(() -> List.copyOf(store.manifests.values()));
    }

    @Override
    public CompletionStage<CheckpointRef> publish(CheckpointDraft draft) {
        return reigning(() -> {
            CheckpointRef ref = new CheckpointRef(
                    draft.directory(),
                    draft.phase(),
                    draft.step(),
                    draft.generation(),
                    draft.digest(),
                    1_000,
                    draft.last());
            store.manifests.putIfAbsent(ref.path(), ref);
            laws.published(owner, draft);
            store.retire(draft.phase());
            return ref;
        });
    }

    @Override
    public CompletionStage<Void> append(List<StepRow> rows) {
        return write(() -> {
                    Map<String, StepRow> segment =
                            store.segments.computeIfAbsent(ownTerm, term -> new LinkedHashMap<>());
                    for (StepRow row : rows) {
                        String key = row.phase() + ":" + row.step();
                        StepRow known = table.putIfAbsent(key, row);
                        if (known == null) {
                            segment.put(key, row);
                        } else if (!known.digest().equals(row.digest())) {
                            throw new IllegalStateException("step " + key + " had digest " + known.digest());
                        }
                    }
                    laws.appended(owner, rows);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Optional<Ends>> ends(String phase) {
        return perform(() -> table.values().stream()
                .filter(row -> row.phase().equals(phase))
                .map(row -> new Ends(row, row))
                .reduce((one, other) -> new Ends(
                        one.first().step() <= other.first().step() ? one.first() : other.first(),
                        one.last().step() >= other.last().step() ? one.last() : other.last())));
    }

    @Override
    public CompletionStage<Void> keep(String name, String json) {
        return reigning(() -> {
                    store.records.put(name, json);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Optional<String>> kept(String name) {
        return perform(() -> Optional.ofNullable(store.records.get(name)));
    }
}
