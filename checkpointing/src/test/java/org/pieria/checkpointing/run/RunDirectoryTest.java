package org.pieria.checkpointing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.store.DamagedFile;

class RunDirectoryTest {

    private static final RunIdentity FOUR_SLICES =
            new RunIdentity("run-1", "aaa", Map.of("pieria.slices", "4", "pieria.run.seed", "1"));

    @TempDir
    Path root;

    @Test
    void makesANewDirectoryAndOpensItAgain() throws IOException {
        Path directory = root.resolve("runs/first");
        RunDirectory made = RunDirectory.open(directory, FOUR_SLICES);
        RunIdentity later = new RunIdentity("run-2", "aaa", FOUR_SLICES.keys());

        RunDirectory opened = RunDirectory.open(directory, later);

        assertThat(made.identity()).isEqualTo(FOUR_SLICES);
        assertThat(opened.identity().id()).isEqualTo("run-1");
        assertThat(directory.resolve("checkpoints")).isDirectory();
        assertThat(RunDirectory.existing(directory).identity()).isEqualTo(FOUR_SLICES);
    }

    @Test
    void refusesAnotherContractAndSaysWhatDiffersAndWhatToDo() throws IOException {
        RunDirectory.open(root, FOUR_SLICES);
        RunIdentity asked = new RunIdentity(
                "run-2", "bbb", Map.of("pieria.slices", "8", "pieria.run.seed", "1", "pieria.text.drop", "0.1"));

        assertThatThrownBy(() -> RunDirectory.open(root, asked))
                .isInstanceOf(ContractDiffers.class)
                .hasMessage(root.toAbsolutePath() + " belongs to a run whose contract differs:\n"
                        + "  pieria.slices: 4 in the directory, 8 now\n"
                        + "  pieria.text.drop: not set in the directory, 0.1 now\n"
                        + "Use another --dir, or the old values.");
    }

    @Test
    void refusesAChangedIdentity() throws IOException {
        RunDirectory.open(root, FOUR_SLICES);
        Path file = root.resolve("run.json");
        Files.writeString(file, Files.readString(file).replace("\"4\"", "\"8\""));

        assertThatThrownBy(() -> RunDirectory.open(root, FOUR_SLICES))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("run.json does not match its SHA-256");
    }

    @Test
    void saysThatThereIsNoRun() {
        assertThatThrownBy(() -> RunDirectory.existing(root.resolve("absent")))
                .hasMessageContaining("absent holds no run");
    }

    @Test
    void isHeldByOneAndFreeAfterwards() throws IOException {
        RunDirectory directory = RunDirectory.open(root, FOUR_SLICES);

        try (RunLock first = directory.lock(new RunLock.User("one", "coordinator a, process 12"))) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> directory.lock(new RunLock.User("another", "coordinator b")))
                    .isInstanceOf(RunInUse.class)
                    .hasMessage(root.toAbsolutePath()
                            + " is in use by coordinator a, process 12; stop that run, or use another --dir");
        }

        directory.lock(new RunLock.User("another", "coordinator b")).close();
    }

    @Test
    void isHeldByAnotherProcessUntilThatDies() throws Exception {
        RunDirectory directory = RunDirectory.open(root, FOUR_SLICES);
        Process holder = process("one");
        try {
            assertThat(said(holder)).isEqualTo("held");
            // Twice: a refused attempt must not open a way for the next.
            assertThatThrownBy(() -> directory.lock(new RunLock.User("another", "me")))
                    .hasMessageContaining("in use by process ");
            assertThatThrownBy(() -> directory.lock(new RunLock.User("another", "me")))
                    .hasMessageContaining("in use by process ");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        directory.lock(new RunLock.User("another", "me")).close();
    }

    @Test
    void isSharedByTheCoordinatorsOfOneClusterAndClosedToOthersUntilTheLastIsGone() throws Exception {
        RunDirectory directory = RunDirectory.open(root, FOUR_SLICES);
        Process first = process("one");
        assertThat(said(first)).isEqualTo("held");
        try (RunLock second = directory.lock(new RunLock.User("one", "coordinator-2"))) {
            assertThat(second.isFirst()).isFalse();
            first.destroyForcibly().waitFor();

            assertThat(said(process("another"))).isEqualTo("refused");
        }

        try (RunLock last = directory.lock(new RunLock.User("another", "me"))) {
            assertThat(last.isFirst()).isTrue();
        }
    }

    private Process process(String cluster) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        root.toString(),
                        cluster)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String said(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void answersAChallengeOnlyWhereTheDirectoryIsShared() throws IOException {
        RunDirectory mine = RunDirectory.open(root.resolve("a"), FOUR_SLICES);
        RunDirectory shared = RunDirectory.existing(root.resolve("a"));
        RunDirectory foreign = RunDirectory.open(root.resolve("b"), FOUR_SLICES);
        Challenge challenge = new Challenge("term-1", "a secret");

        challenge.pose(mine.store());

        assertThat(challenge.accepts(Challenge.answer(shared.store(), "term-1")))
                .isTrue();
        assertThat(challenge.accepts(Challenge.answer(foreign.store(), "term-1")))
                .isFalse();
        assertThat(challenge.accepts(Optional.of("a guess"))).isFalse();
        challenge.withdraw(mine.store());
        assertThat(Challenge.answer(shared.store(), "term-1")).isEmpty();
    }

    @Test
    void givesEachNumberOnce() throws IOException {
        Claims mine = RunDirectory.open(root, FOUR_SLICES).generations();
        Claims yours = RunDirectory.existing(root).generations();

        assertThat(mine.highest()).isZero();
        assertThat(mine.take(1, Json.object())).isTrue();
        assertThat(yours.take(1, Json.object())).isFalse();
        assertThat(yours.take(3, Json.object())).isTrue();
        assertThat(mine.take(2, Json.object())).isFalse();
        assertThat(mine.takeNext(Json.object())).isEqualTo(4);
        assertThat(mine.highest()).isEqualTo(4);
    }

    @Test
    void countsANumberAsTakenWhateverIsInItsRecord() throws IOException {
        RunDirectory directory = RunDirectory.open(root, FOUR_SLICES);
        Files.createFile(root.resolve("terms/7.json"));
        Files.createFile(root.resolve("terms/.9.json.1-1.tmp"));

        assertThat(directory.terms().takeNext(Json.object())).isEqualTo(8);
    }
}
