package org.pieria.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.checkpointing.store.FailingDisk;
import org.slf4j.LoggerFactory;

class CheckpointsTest {

    @TempDir
    Path root;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Checkpoints.class);
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void listen() {
        warnings.start();
        logger.addAppender(warnings);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(warnings);
        logger.setAdditive(true);
    }

    @Test
    void givesBackTheStateThatWasSaved() throws IOException {
        SampleRun run = new SampleRun(root);
        Manifest saved = run.save("base", 7);

        try (Snapshot snapshot = run.checkpoints().load(saved.name().path())) {
            assertThat(snapshot.manifest()).isEqualTo(saved);
            assertThat(snapshot.names()).containsExactly("counts", "weights");
            assertThat(snapshot.shape("weights")).containsExactly(3L);
            assertThat(snapshot.floats("weights")).isEqualTo(SampleRun.weights(7));
            assertThat(snapshot.ints("counts")).containsExactly(7);
            assertThatThrownBy(() -> snapshot.floats("absent")).hasMessageContaining("no tensor \"absent\"");
        }
    }

    @Test
    void givesCopiesThatOutliveTheCheckpoint() throws IOException {
        SampleRun run = new SampleRun(root);
        Manifest saved = run.save("base", 7);

        try (Snapshot snapshot = run.checkpoints().load(saved.name().path())) {
            Arrays.fill(snapshot.floats("weights"), 0);
            run.store().delete("checkpoints");

            assertThat(snapshot.floats("weights")).isEqualTo(SampleRun.weights(7));
        }
    }

    @Test
    void findsTheNewestCheckpointOfEachPhase() throws IOException {
        SampleRun run = new SampleRun(root);
        run.save("base", 2);
        run.save("base", 10);
        run.save("superres", 1);

        assertThat(run.checkpoints().newest("base"))
                .hasValueSatisfying(newest -> assertThat(newest.name().step()).isEqualTo(10));
        assertThat(run.checkpoints().newest("vqgan-low")).isEmpty();
        assertThat(run.checkpoints().list())
                .extracting(manifest -> manifest.name().step())
                .containsExactly(2L, 10L, 1L);
    }

    @Test
    void isNoCheckpointWithoutManifest() throws IOException {
        SampleRun run = new SampleRun(root);
        run.write(SampleRun.name("base", 3));

        assertThat(run.checkpoints().newest("base")).isEmpty();
        assertThat(run.checkpoints().list()).isEmpty();
        assertThatThrownBy(
                        () -> run.checkpoints().load(SampleRun.name("base", 3).path()))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("manifest.json is missing");
    }

    @Test
    void noticesEveryFlippedByteOfEveryFile() throws IOException {
        SampleRun run = new SampleRun(root);
        Manifest newer = run.save("base", 2);

        for (Path file : run.files(newer.name())) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                assertUnsound(run, newer.name(), file, flipped);
            }
            Files.write(file, whole);
        }

        assertThat(run.checkpoints().newest("base")).hasValue(newer);
    }

    @Test
    void noticesATruncationOfAnyFile() throws IOException {
        SampleRun run = new SampleRun(root);
        Manifest newer = run.save("base", 2);

        for (Path file : run.files(newer.name())) {
            byte[] whole = Files.readAllBytes(file);
            // A manifest's seal is tested at every length by itself.
            int stride = file.endsWith(Manifest.FILE) ? 29 : 1;
            for (int length = 0; length < whole.length; length += stride) {
                assertUnsound(run, newer.name(), file, Arrays.copyOf(whole, length));
            }
            Files.write(file, whole);
        }

        assertThat(run.checkpoints().newest("base")).hasValue(newer);
    }

    @Test
    void fallsBackLoudlyFromADamagedCheckpoint() throws IOException {
        SampleRun run = new SampleRun(root);
        run.save("base", 1);

        for (Path file : run.files(run.save("base", 2).name())) {
            byte[] whole = Files.readAllBytes(file);
            assertFallsBack(run, file, Arrays.copyOf(whole, whole.length / 2));
            Files.delete(file);
            Files.write(file, whole);
        }

        assertThat(run.checkpoints().newest("base").orElseThrow().name().step()).isEqualTo(2);
    }

    @Test
    void opensNoCheckpointWithASingleFlippedBit() throws IOException {
        SampleRun run = new SampleRun(root);
        CheckpointName name = run.save("base", 1).name();

        for (Path file : run.files(name)) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 3] ^= 4;
            Files.write(file, bytes);
            assertThatThrownBy(() -> run.checkpoints().load(name.path())).isInstanceOf(DamagedFile.class);
            bytes[bytes.length - 3] ^= 4;
            Files.write(file, bytes);
        }

        run.checkpoints().load(name.path()).close();
    }

    @Test
    void noticesAFileOfAnotherStep() throws IOException {
        SampleRun run = new SampleRun(root);
        Path old = run.files(run.save("base", 1).name()).get(1);
        Path young = run.files(run.save("base", 2).name()).get(1);

        assertFallsBack(run, young, Files.readAllBytes(old));
    }

    @Test
    void noticesAManifestOfAnotherDirectory() throws IOException {
        SampleRun run = new SampleRun(root);
        CheckpointName name = run.save("base", 1).name();
        Path copy = Files.createDirectories(root.resolve("checkpoints/base/5-g1-0"));
        for (Path file : run.files(name)) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }

        assertThat(run.checkpoints().newest("base"))
                .hasValueSatisfying(newest -> assertThat(newest.name()).isEqualTo(name));
        assertThat(warnings.list)
                .singleElement()
                .satisfies(warning -> assertThat(warning.getFormattedMessage())
                        .contains("manifest.json belongs to checkpoints/base/1-g1-0"));
    }

    @Test
    void hasNoneWhenAllAreDamaged() throws IOException {
        SampleRun run = new SampleRun(root);
        Files.write(run.files(run.save("base", 1).name()).get(1), new byte[0]);

        assertThat(run.checkpoints().newest("base")).isEmpty();
        assertThatThrownBy(
                        () -> run.checkpoints().load(SampleRun.name("base", 1).path()))
                .isInstanceOf(DamagedFile.class);
    }

    @Test
    void mayBePublishedTwiceButNotDifferently() throws IOException {
        SampleRun run = new SampleRun(root);
        Manifest manifest = run.save("base", 1);
        run.checkpoints().publish(manifest);

        Manifest other = SampleRun.manifest(manifest.name(), manifest.files(), true);

        assertThatThrownBy(() -> run.checkpoints().publish(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exists with another content");
    }

    @Test
    void isNotPublishedOverFilesThatAreNotThere() throws IOException {
        SampleRun run = new SampleRun(root);
        CheckpointName name = SampleRun.name("base", 1);
        Manifest manifest = SampleRun.manifest(name, run.write(name), false);
        Files.delete(root.resolve(name.path()).resolve("rank-1.safetensors"));

        assertThatThrownBy(() -> run.checkpoints().publish(manifest))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("do all hosts share this directory?");
        assertThat(run.checkpoints().list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FailingDisk.Failure.class)
    void isTheOldOrTheNewStateWhateverOperationOfASaveFails(FailingDisk.Failure failure) throws IOException {
        FailingDisk watched = FailingDisk.never();
        new SampleRun(root.resolve("watched")).save("base", 1);
        new SampleRun(root.resolve("watched"), watched).save("base", 2);
        int operations = watched.operations().size();
        assertThat(operations).isEqualTo(18);

        for (int n = 1; n <= operations; n++) {
            Path directory = root.resolve(failure + "-" + n);
            SampleRun healthy = new SampleRun(directory);
            healthy.save("base", 1);
            SampleRun failing = new SampleRun(directory, new FailingDisk(n, failure));
            assertThatThrownBy(() -> failing.save("base", 2)).isInstanceOf(IOException.class);

            long step =
                    healthy.checkpoints().newest("base").orElseThrow().name().step();
            try (Snapshot snapshot =
                    healthy.checkpoints().load(SampleRun.name("base", step).path())) {
                assertThat(step).isIn(1L, 2L);
                assertThat(snapshot.floats("weights")).isEqualTo(SampleRun.weights(step));
                assertThat(snapshot.ints("counts")).containsExactly((int) step);
            }
            assertThat(warnings.list).isEmpty();
        }
    }

    private void assertUnsound(SampleRun run, CheckpointName name, Path file, byte[] content) throws IOException {
        warnings.list.clear();
        Files.write(file, content);

        assertThat(run.checkpoints().sound(name)).isEmpty();
        assertThat(warnings.list).hasSize(1);
    }

    private void assertFallsBack(SampleRun run, Path file, byte[] content) throws IOException {
        warnings.list.clear();
        Files.write(file, content);

        assertThat(run.checkpoints().newest("base"))
                .hasValueSatisfying(newest -> assertThat(newest.name().step()).isEqualTo(1));
        assertThat(warnings.list).singleElement().satisfies(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARN);
            assertThat(warning.getFormattedMessage()).contains("Falling back from checkpoint checkpoints/base/");
        });
    }
}
