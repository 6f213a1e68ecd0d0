package org.pieria.actors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.RunLedger;

/** A run directory in memory: what is in it outlives coordinators. */
public final class InMemoryLedger implements RunLedger {

    private final Map<String, StepRow> rows = new LinkedHashMap<>();
    private final List<CheckpointRef> checkpoints = new ArrayList<>();
    private final Map<String, String> records = new TreeMap<>();
    private final TreeSet<Long> claims = new TreeSet<>();
    private final TreeMap<Long, Formation> formations = new TreeMap<>();
    private long term;
    private int refusedPublications;
    private boolean full;

    @Override
    public synchronized CompletionStage<Long> takeTerm() {
        return written(() -> ++term);
    }

    @Override
    public synchronized CompletionStage<Boolean> claim(long ofTerm, long generation) {
        return written(() -> ofTerm == term && claims.add(generation));
    }

    @Override
    public synchronized CompletionStage<Long> highestGeneration() {
        return done(claims.isEmpty() ? 0L : claims.last());
    }

    @Override
    public synchronized CompletionStage<Void> activate(
            long ofTerm, long generation, String phase, List<Member> members) {
        return written(() -> {
            formations.put(generation, new Formation(generation, phase, members));
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Optional<Formation>> formation() {
        return done(Optional.ofNullable(
                formations.isEmpty() ? null : formations.lastEntry().getValue()));
    }

    @Override
    public synchronized CompletionStage<Optional<CheckpointRef>> newest(String phase) {
        return done(checkpoints.stream()
                .filter(ref -> ref.phase().equals(phase))
                .reduce((older, newer) -> newer.step() >= older.step() ? newer : older));
    }

    @Override
    public synchronized CompletionStage<List<CheckpointRef>> checkpoints() {
        return done(List.copyOf(checkpoints));
    }

    @Override
    public synchronized CompletionStage<CheckpointRef> publish(CheckpointDraft draft) {
        if (refusedPublications > 0) {
            refusedPublications--;
            return CompletableFuture.failedFuture(new IllegalStateException("no space left"));
        }
        CheckpointRef ref = new CheckpointRef(
                draft.directory(),
                draft.phase(),
                draft.step(),
                draft.generation(),
                draft.digest(),
                1_000,
                draft.last());
        checkpoints.add(ref);
        return done(ref);
    }

    @Override
    public synchronized CompletionStage<Void> append(List<StepRow> more) {
        return written(() -> {
            more.forEach(this::append);
            return null;
        });
    }

    private void append(StepRow row) {
        StepRow known = rows.putIfAbsent(row.phase() + ":" + row.step(), row);
        if (known != null && !known.digest().equals(row.digest())) {
            throw new IllegalStateException("step " + row.step() + " of " + row.phase() + " had digest "
                    + known.digest() + ", now " + row.digest());
        }
    }

    @Override
    public synchronized CompletionStage<Optional<Ends>> ends(String phase) {
        List<StepRow> rows = recorded(phase);
        return done(rows.isEmpty() ? Optional.empty() : Optional.of(new Ends(rows.get(0), rows.get(rows.size() - 1))));
    }

    @Override
    public synchronized CompletionStage<Void> keep(String name, String json) {
        return written(() -> {
            records.put(name, json);
            return null;
        });
    }

    @Override
    public synchronized CompletionStage<Optional<String>> kept(String name) {
        return done(Optional.ofNullable(records.get(name)));
    }

    public synchronized List<StepRow> recorded(String phase) {
        return rows.values().stream().filter(row -> row.phase().equals(phase)).collect(Collectors.toList());
    }

    public synchronized Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        rows.forEach((key, row) -> digests.put(key, row.digest()));
        return digests;
    }

    public synchronized Map<String, String> records() {
        return Map.copyOf(records);
    }

    public synchronized List<CheckpointRef> published() {
        return List.copyOf(checkpoints);
    }

    synchronized void refusePublications(int count) {
        refusedPublications = count;
    }

    synchronized void full(boolean now) {
        full = now;
    }

    public synchronized void claimElsewhere(long generation) {
        claims.add(generation);
    }

    private <T> CompletionStage<T> written(Supplier<T> deed) {
        try {
            return full ? CompletableFuture.failedFuture(new IOException("No space left on device")) : done(deed.get());
        } catch (IllegalStateException contradiction) {
            return CompletableFuture.failedFuture(contradiction);
        }
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
