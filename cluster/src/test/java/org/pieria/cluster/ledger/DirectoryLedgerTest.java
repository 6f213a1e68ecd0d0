package org.pieria.cluster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Overruled;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.port.RunLedger.CheckpointDraft;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.Formation;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.SavedPart;
import org.pieria.checkpointing.AverageRule;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.Retention;
import org.pieria.checkpointing.Snapshot;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.checkpointing.run.RunIdentity;
import org.pieria.checkpointing.run.StepsContradict;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;

class DirectoryLedgerTest {

    private static final List<String> PHASES = List.of("vqgan-low", "base");

    @TempDir
    Path root;

    private final List<DirectoryLedger> ledgers = new ArrayList<>();

    @AfterEach
    void close() {
        ledgers.forEach(DirectoryLedger::close);
    }

    @Test
    void givesEachCoordinatorATermOfItsOwn() throws Exception {
        DirectoryLedger first = ledger();
        DirectoryLedger second = ledger();

        assertThat(of(first.takeTerm())).isEqualTo(1);
        assertThat(of(second.takeTerm())).isEqualTo(2);
        assertThat(of(first.takeTerm())).isEqualTo(3);
    }

    @Test
    void letsOneOfTwoCoordinatorsClaimAGeneration() throws Exception {
        DirectoryLedger first = ledger();
        DirectoryLedger second = ledger();
        long term = of(second.takeTerm());

        List<CompletionStage<Boolean>> claims = List.of(first.claim(term, 1), second.claim(term, 1));

        assertThat(List.of(of(claims.get(0)), of(claims.get(1)))).containsExactlyInAnyOrder(true, false);
        assertThat(of(first.highestGeneration())).isEqualTo(1);
        assertThat(of(first.claim(term, 1))).isFalse();
        assertThat(of(first.claim(term, 2))).isTrue();
    }

    @Test
    void refusesAClaimOfACoordinatorWhoseTermIsOver() throws Exception {
        DirectoryLedger old = ledger();
        long oldTerm = of(old.takeTerm());
        of(ledger().takeTerm());

        assertThat(of(old.claim(oldTerm, 1))).isFalse();
    }

    @Test
    void recordsTheMembersOfAGenerationOnce() throws Exception {
        DirectoryLedger ledger = ledger();
        List<Member> members = List.of(new Member("a", "aeron:ipc?1", "h:1"), new Member("b", "aeron:ipc?2", "h:2"));
        of(ledger.activate(1, 4, "base", members));
        of(ledger.activate(1, 4, "base", members));

        assertThat(root.resolve("generations/4-members.json")).content().contains("aeron:ipc?2");
        assertThatThrownBy(() -> of(ledger.activate(1, 4, "base", members.subList(0, 1))))
                .hasRootCauseMessage("generations/4-members.json exists with another content");
        assertThat(of(ledger.highestGeneration())).isZero();
    }

    @Test
    void tellsASuccessorWhoTheMembersOfTheNewestGenerationAre() throws Exception {
        DirectoryLedger ledger = ledger();
        assertThat(of(ledger.formation())).isEmpty();
        List<Member> members = List.of(new Member("a", "aeron:ipc?1", "h:1"));
        of(ledger.activate(1, 9, "vqgan-low", members));
        of(ledger.activate(1, 10, "base", members));

        assertThat(of(ledger().formation())).contains(new Formation(10, "base", members));
    }

    @Test
    void refusesDeedsOfACoordinatorWhoseTermIsOver() throws Exception {
        DirectoryLedger old = ledger();
        of(old.takeTerm());
        of(ledger().takeTerm());

        assertThatThrownBy(() -> of(old.activate(1, 4, "base", List.of()))).hasRootCauseInstanceOf(Overruled.class);
        assertThatThrownBy(() -> of(old.keep("wish", "{}"))).hasRootCauseMessage("term 1 is over: term 2 was taken");
        assertThatThrownBy(() -> of(old.publish(draft("base", 5, false)))).hasRootCauseInstanceOf(Overruled.class);
    }

    @Test
    void publishesWhatTheRanksSavedAndFindsItAgain() throws Exception {
        DirectoryLedger ledger = ledger();
        CheckpointRef published = of(ledger.publish(draft("base", 5, false)));

        assertThat(published.path()).isEqualTo("checkpoints/base/5-g1-0");
        assertThat(published.digest()).isEqualTo("digest-5");
        assertThat(published.bytes()).isPositive();
        assertThat(of(ledger().newest("base"))).hasValue(published);
        assertThat(of(ledger().newest("vqgan-low"))).isEmpty();
        try (Snapshot snapshot = RunDirectory.existing(root).checkpoints().load(published.path())) {
            assertThat(snapshot.floats("rank-1/w")).containsExactly(5);
            assertThat(snapshot.manifest().cursor()).containsEntry("samples", "160");
            assertThat(snapshot.manifest().provenance()).isEqualTo(provenance());
            assertThat(snapshot.manifest().tensorDigests()).containsOnlyKeys("rank-0/w", "rank-1/w");
        }
    }

    @Test
    void listsCheckpointsInTheOrderOfPhasesAndSteps() throws Exception {
        DirectoryLedger ledger = ledger();
        of(ledger.publish(draft("base", 5, false)));
        of(ledger.publish(draft("vqgan-low", 30, true)));
        of(ledger.publish(draft("base", 10, false)));

        assertThat(of(ledger.checkpoints()))
                .extracting(checkpoint -> checkpoint.phase() + checkpoint.step())
                .containsExactly("vqgan-low30", "base5", "base10");
    }

    @Test
    void retiresOldCheckpointsWhenOneIsPublished() throws Exception {
        DirectoryLedger ledger = ledger();
        for (long step = 1; step <= 4; step++) {
            of(ledger.publish(draft("base", step, step == 1)));
        }

        assertThat(of(ledger.checkpoints())).extracting(CheckpointRef::step).containsExactly(1L, 3L, 4L);
    }

    @Test
    void averagesWhatIsPublishedBeforeItIsRetired() throws Exception {
        DirectoryLedger ledger = averaging(List.of("base"));
        for (long step = 1; step <= 5; step++) {
            of(ledger.publish(draft("base", step, false)));
        }
        ledger.close();

        Averages averages = Averages.of(root, new AverageRule(0.7, 1));
        assertThat(Averages.origin(averages.newest("base").orElseThrow()).steps())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(of(ledger().checkpoints())).extracting(CheckpointRef::step).containsExactly(4L, 5L);
    }

    @Test
    void fallsBackToTheCheckpointThatVerifies() throws Exception {
        DirectoryLedger ledger = ledger();
        CheckpointRef older = of(ledger.publish(draft("base", 1, false)));
        CheckpointRef newer = of(ledger.publish(draft("base", 2, false)));
        Path file = root.resolve(newer.path()).resolve("rank-0.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(of(ledger.newest("base"))).hasValue(older);
    }

    @Test
    void refusesPartsThatAreNotOfOneState() throws Exception {
        CheckpointDraft sound = draft("base", 5, false);
        SavedPart foreign = new SavedPart(5, "digest-other", 1, List.of(), Map.of());
        CheckpointDraft mixed = new CheckpointDraft(
                "base",
                5,
                1,
                1,
                sound.digest(),
                sound.directory(),
                List.of(sound.parts().get(0), foreign),
                false,
                Map.of());

        assertThatThrownBy(() -> of(ledger().publish(mixed)))
                .hasMessageContaining("does not agree with digest digest-other of rank 1");
        assertThat(of(ledger().checkpoints())).isEmpty();
    }

    @Test
    void keepsStepsAcrossCoordinatorsAndRefusesContradictions() throws Exception {
        DirectoryLedger first = ledger();
        of(first.takeTerm());
        of(first.append(rows(1, 3)));
        DirectoryLedger second = ledger();
        of(second.takeTerm());

        of(second.append(rows(2, 5)));

        assertThat(of(second.ends("base"))).contains(ends(1, 5));
        assertThat(Files.readAllLines(root.resolve("steps.csv"))).hasSize(6);
        assertThatThrownBy(() -> of(second.append(List.of(new StepRow("base", 5, 1, 2, 0.5f, "other")))))
                .hasRootCauseInstanceOf(StepsContradict.class)
                .hasMessageContaining("step 5 of phase base");
    }

    @Test
    void seesWhatWasRecordedBetweenItsOpeningAndItsTerm() throws Exception {
        DirectoryLedger standby = ledger();
        assertThat(of(standby.ends("base"))).isEmpty();
        DirectoryLedger active = ledger();
        of(active.takeTerm());
        of(active.append(rows(1, 2)));

        of(standby.takeTerm());

        assertThat(of(standby.ends("base"))).contains(ends(1, 2));
    }

    @Test
    void recordsNoStepsWithoutATerm() {
        assertThatThrownBy(() -> of(ledger().append(rows(1, 1)))).hasMessageContaining("none was taken");
    }

    @Test
    void keepsNamedRecordsAndReplacesThemWhole() throws Exception {
        DirectoryLedger ledger = ledger();
        of(ledger.keep("tokens", "{\"a\":1,\"long\":\"text\"}"));
        of(ledger.keep("tokens", "{\"b\":2}"));

        assertThat(of(ledger().kept("tokens"))).hasValue("{\"b\":2}");
        assertThat(root.resolve("records/tokens.json")).exists();
        assertThat(of(ledger.kept("absent"))).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> of(ledger.keep("../run", "{}"))).hasMessageContaining("got \"../run\"");
    }

    @Test
    void doesEverythingInOrderAndFinishesBeforeItCloses() throws Exception {
        DirectoryLedger ledger = ledger();
        CompletionStage<Long> term = ledger.takeTerm();
        CompletionStage<Void> appended = ledger.append(rows(1, 200));

        ledger.close();

        assertThat(of(term)).isEqualTo(1);
        of(appended);
        assertThat(of(ledger().ends("base"))).contains(ends(1, 200));
        assertThatThrownBy(() -> of(ledger.takeTerm())).hasMessageContaining("is closed");
    }

    private DirectoryLedger ledger() throws IOException {
        return averaging(List.of());
    }

    private DirectoryLedger averaging(List<String> phases) throws IOException {
        RunDirectory directory =
                RunDirectory.open(root, new RunIdentity("run-1", "c0ffee", Map.of("pieria.slices", "4")));
        Retention.Rule rule = new Retention.Rule(2, Duration.ofHours(1));
        Averaging averaging = new Averaging(phases, new AverageRule(0.7, 1));
        DirectoryLedger ledger = new DirectoryLedger(
                directory, new LedgerConfig(PHASES, provenance(), rule, averaging), InstantSource.system());
        ledgers.add(ledger);
        return ledger;
    }

    private static Provenance provenance() {
        return new Provenance("run-1", "c0ffee", "pieria.slices = 4", Map.of("java", "17"));
    }

    /** What two ranks saved of a state that is the step's number. */
    private CheckpointDraft draft(String phase, long step, boolean last) throws IOException {
        String directory = "checkpoints/" + phase + "/" + step + "-g1-0";
        List<SavedPart> parts = List.of(part(directory, step, 0), part(directory, step, 1));
        return new CheckpointDraft(
                phase, step, 1, 1, "digest-" + step, directory, parts, last, Map.of("samples", "" + 32 * step));
    }

    private SavedPart part(String directory, long step, int rank) throws IOException {
        String tensor = "rank-" + rank + "/w";
        String file = SafetensorsWriter.write(
                        root.resolve(directory).resolve("rank-" + rank + ".safetensors"),
                        Map.of(),
                        List.of(NamedTensor.of(tensor, List.of(1L), new float[] {step})))
                .toJson();
        return new SavedPart(step, "digest-" + step, rank, List.of(file), Map.of(tensor, "digest of " + tensor));
    }

    private static RunLedger.Ends ends(long first, long last) {
        List<StepRow> rows = rows(first, last);
        return new RunLedger.Ends(rows.get(0), rows.get(rows.size() - 1));
    }

    private static List<StepRow> rows(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(step -> new StepRow("base", step, 1, 2, 0.5f, "d" + step))
                .toList();
    }

    private static <T> T of(CompletionStage<T> stage) throws InterruptedException, ExecutionException {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("the ledger did not answer in 30 s", late);
        }
    }
}
