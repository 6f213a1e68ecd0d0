package org.pieria.cluster.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Overruled;
import org.pieria.actors.port.RunLedger;
import org.pieria.checkpointing.CheckpointName;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.Retention;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.json.SealedJson;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.checkpointing.run.StepLog;
import org.pieria.checkpointing.run.StepRecord;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.checkpointing.store.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a run directory. Everything is done on one thread of its own, so that no caller waits for a disk; the
 * stages complete on that thread.
 */
public final class DirectoryLedger implements RunLedger, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLedger.class);
    private static final String RECORD_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final String MEMBERS = "-members.json";
    private static final long CLOSING_SECONDS = 30;

    private final RunDirectory directory;
    private final LedgerConfig config;
    private final Checkpoints checkpoints;
    private final Retention retention;
    private final AverageDesk averages;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DirectoryLedger::newThread);

    // Both belong to the ledger's thread.
    private long ownTerm;
    private @Nullable StepLog log;

    public DirectoryLedger(RunDirectory directory, LedgerConfig config, InstantSource clock) {
        this.directory = directory;
        this.config = config;
        this.checkpoints = directory.checkpoints();
        this.retention = new Retention(directory.store(), config.retention(), clock);
        this.averages = new AverageDesk(directory, config.averaging());
    }

    @Override
    public CompletionStage<Long> takeTerm() {
        return perform(() -> {
            ownTerm = directory
                    .terms()
                    .takeNext(Json.object().put("pid", ProcessHandle.current().pid()));
            // Others may have recorded steps since this log was read.
            reopenLog();
            return ownTerm;
        });
    }

    @Override
    public CompletionStage<Boolean> claim(long term, long generation) {
        return perform(() -> {
            boolean won = directory.terms().highest() <= term
                    && directory.generations().take(generation, Json.object().put("term", term));
            Milestone.CLAIM_WRITTEN.pass(generation);
            return won;
        });
    }

    @Override
    public CompletionStage<Long> highestGeneration() {
        return perform(() -> directory.generations().highest());
    }

    @Override
    public CompletionStage<Void> activate(long term, long generation, String phase, List<Member> members) {
        return perform(() -> {
            requireReign();
            ObjectNode json = Json.object().put("generation", generation);
            json.put("term", term).put("phase", phase);
            ArrayNode ranks = json.putArray("members");
            members.forEach(member -> ranks.addObject()
                    .put("worker", member.worker())
                    .put("dataAddress", member.dataAddress())
                    .put("stateAddress", member.stateAddress()));
            createOnce("generations/" + generation + MEMBERS, SealedJson.seal(json));
            Milestone.ACTIVATION_WRITTEN.pass(generation);
        });
    }

    /** One that cannot be read is as good as none: its workers are gathered anew. */
    @Override
    public CompletionStage<Optional<Formation>> formation() {
        return perform(() -> {
            long newest = directory.store().list("generations").stream()
                    .map(StoredFile::path)
                    .filter(path -> path.endsWith(MEMBERS))
                    .mapToLong(DirectoryLedger::generation)
                    .max()
                    .orElse(0);
            return newest == 0 ? Optional.empty() : formation("generations/" + newest + MEMBERS);
        });
    }

    private static long generation(String path) {
        String digits = path.substring(path.lastIndexOf('/') + 1, path.length() - MEMBERS.length());
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private Optional<Formation> formation(String path) throws IOException {
        try {
            ObjectNode json = SealedJson.open(path, directory.store().read(path).orElse(new byte[0]));
            List<Member> members = new ArrayList<>();
            json.path("members")
                    .forEach(member -> members.add(new Member(
                            member.path("worker").asText(),
                            member.path("dataAddress").asText(),
                            member.path("stateAddress").asText())));
            return Optional.of(new Formation(
                    json.path("generation").asLong(), json.path("phase").asText(), members));
        } catch (DamagedFile damaged) {
            LOG.warn("{}; the workers of that generation are gathered anew", damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Between this look and the deed another may take a term; what is done then says the same as what it will do. */
    private void requireReign() throws IOException {
        long highest = directory.terms().highest();
        if (highest > ownTerm) {
            throw new Overruled(ownTerm, highest);
        }
    }

    @Override
    public CompletionStage<Optional<CheckpointRef>> newest(String phase) {
        return perform(() -> checkpoints.newest(phase).map(ManifestDraft::refer));
    }

    @Override
    public CompletionStage<List<CheckpointRef>> checkpoints() {
        return perform(() -> checkpoints.list().stream()
                .sorted(Comparator.comparingInt(this::place).thenComparing(Manifest::name))
                .map(ManifestDraft::refer)
                .toList());
    }

    @Override
    public CompletionStage<CheckpointRef> publish(CheckpointDraft draft) {
        return perform(() -> {
            requireReign();
            Manifest manifest = ManifestDraft.complete(draft, config.provenance());
            Milestone.BEFORE_PUBLISH.pass(draft.step());
            checkpoints.publish(manifest);
            Milestone.AFTER_PUBLISH.pass(draft.step());
            // What is old goes only when it is in the average.
            averages.published(manifest.name().phase(), () -> retireLater(manifest.name()));
            return ManifestDraft.refer(manifest);
        });
    }

    @Override
    public CompletionStage<Void> append(List<StepRow> rows) {
        List<StepRow> copy = List.copyOf(rows);
        return perform(() -> {
            if (ownTerm == 0) {
                throw new IllegalStateException("steps are recorded under a term, and none was taken");
            }
            requireReign();
            log().append(ownTerm, copy.stream().map(DirectoryLedger::record).toList());
        });
    }

    @Override
    public CompletionStage<Optional<Ends>> ends(String phase) {
        return perform(() -> {
            StepLog steps = log();
            return steps.first(phase)
                    .map(first -> new Ends(row(first), row(steps.last(phase).orElse(first))));
        });
    }

    @Override
    public CompletionStage<Void> keep(String name, String json) {
        return perform(() -> {
            requireReign();
            directory.store().replace(recordPath(name), json.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Override
    public CompletionStage<Optional<String>> kept(String name) {
        return perform(
                () -> directory.store().read(recordPath(name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Carries out what was asked for, waiting for it up to half a minute; later calls fail. Closing twice is harmless. */
    @Override
    public void close() {
        try {
            averages.close(CLOSING_SECONDS);
            CompletionStage<Void> closed = perform(this::closeLog);
            thread.shutdown();
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The ledger of {} is still writing after {} s: {}", directory.root(), CLOSING_SECONDS, closed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void retireLater(CheckpointName published) {
        perform(() -> retire(published)).exceptionally(closed -> null);
    }

    /** Removing what is old may fail without harm to what is new. */
    private void retire(CheckpointName published) {
        try {
            retention.apply(name -> name.phase().equals(published.phase()) && name.step() > published.step());
        } catch (IOException failure) {
            LOG.warn("Cannot remove old checkpoints after {}", published.path(), failure);
        }
    }

    private void createOnce(String path, byte[] bytes) throws IOException {
        if (!directory.store().createIfAbsent(path, bytes)
                && !Arrays.equals(bytes, directory.store().read(path).orElse(new byte[0]))) {
            throw new IllegalStateException(path + " exists with another content");
        }
    }

    private int place(Manifest manifest) {
        int place = config.phases().indexOf(manifest.name().phase());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private StepLog log() throws IOException {
        StepLog open = log;
        return open == null ? reopenLog() : open;
    }

    private StepLog reopenLog() throws IOException {
        closeLog();
        StepLog opened = StepLog.open(directory, config.phases());
        log = opened;
        return opened;
    }

    private void closeLog() throws IOException {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    private static String recordPath(String name) {
        if (!name.matches(RECORD_NAME)) {
            throw new IllegalArgumentException(
                    "a record's name is made of letters, digits, dots, dashes and underscores, got \"" + name + "\"");
        }
        return "records/" + name + ".json";
    }

    private static StepRecord record(StepRow row) {
        return new StepRecord(row.phase(), row.step(), row.generation(), row.workers(), row.loss(), row.digest());
    }

    private static StepRow row(StepRecord row) {
        return new StepRow(row.phase(), row.step(), row.generation(), row.workers(), row.loss(), row.digest());
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "ledger");
        thread.setDaemon(true);
        return thread;
    }

    /** Work without a result. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    private CompletionStage<Void> perform(Deed deed) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        enqueue(stage, () -> {
            deed.run();
            return null;
        });
        return stage;
    }

    private <T> CompletionStage<T> perform(Callable<T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        enqueue(stage, work);
        return stage;
    }

    private <T> void enqueue(CompletableFuture<T> stage, Callable<? extends T> work) {
        try {
            thread.execute(() -> complete(stage, work));
        } catch (RejectedExecutionException closed) {
            stage.completeExceptionally(
                    new IllegalStateException("the ledger of " + directory.root() + " is closed", closed));
        }
    }

    private static <T> void complete(CompletableFuture<T> stage, Callable<? extends T> work) {
        try {
            stage.complete(work.call());
        } catch (Throwable failure) {
            stage.completeExceptionally(failure);
        }
    }
}
