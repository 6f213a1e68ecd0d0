package org.pieria.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pieria.checkpointing.store.FailingDisk;

class RetentionTest {

    private static final Duration AGE = Duration.ofHours(1);

    @TempDir
    Path root;

    @Test
    void keepsTheNewestOfEachPhase() throws IOException {
        SampleRun run = new SampleRun(root);
        for (long step = 1; step <= 5; step++) {
            run.save("base", step);
            run.save("superres", step);
        }

        List<String> removed = apply(run, 2);

        assertThat(removed).hasSize(6);
        assertThat(steps(run)).containsExactly(4L, 5L, 4L, 5L);
        assertThat(root.resolve("checkpoints/base/1-g1-0")).doesNotExist();
    }

    @Test
    void keepsTheLastOfAPhaseForEver() throws IOException {
        SampleRun run = new SampleRun(root);
        run.save(SampleRun.name("base", 3), true);
        run.save("base", 4);
        run.save("base", 5);

        apply(run, 1);

        assertThat(steps(run)).containsExactly(3L, 5L);
    }

    @Test
    void keepsWhatSomebodyHasStillToRead() throws IOException {
        SampleRun run = new SampleRun(root);
        for (long step = 1; step <= 4; step++) {
            run.save("base", step);
        }

        new Retention(run.store(), new Retention.Rule(1, AGE), InstantSource.system()).apply(name -> name.step() > 2);

        assertThat(steps(run)).containsExactly(3L, 4L);
    }

    @Test
    void keepsTheNewestThatVerifiesWhenAllNewerOnesAreDamaged() throws IOException {
        SampleRun run = new SampleRun(root);
        for (long step = 1; step <= 4; step++) {
            run.save("base", step);
        }
        spoil(run, 3);
        spoil(run, 4);

        apply(run, 1);

        assertThat(steps(run)).containsExactly(2L, 3L, 4L);
        assertThat(run.checkpoints().newest("base").orElseThrow().name().step()).isEqualTo(2);
    }

    @Test
    void removesNothingWhenNothingVerifies() throws IOException {
        SampleRun run = new SampleRun(root);
        run.save("base", 1);
        run.save("base", 2);
        spoil(run, 1);
        spoil(run, 2);

        assertThat(apply(run, 1)).isEmpty();
    }

    @Test
    void removesAnAttemptWithoutManifestOnlyWhenItIsOldAndNotLive() throws IOException {
        SampleRun run = new SampleRun(root);
        run.write(SampleRun.name("base", 1));
        run.write(SampleRun.name("base", 2));
        Retention.Rule rule = new Retention.Rule(1, AGE);
        Instant written = Instant.now();

        Retention young = new Retention(run.store(), rule, InstantSource.fixed(written.plus(AGE.dividedBy(2))));
        Retention old = new Retention(run.store(), rule, InstantSource.fixed(written.plus(AGE.multipliedBy(2))));

        assertThat(young.apply(name -> false)).isEmpty();
        assertThat(old.apply(name -> name.step() == 2)).containsExactly("checkpoints/base/1-g1-0");
        assertThat(root.resolve("checkpoints/base/2-g1-0")).isNotEmptyDirectory();
    }

    @Test
    void removesTheUnfinishedFilesOfADeadWriter() throws IOException {
        Path attempt = Files.createDirectories(root.resolve("checkpoints/base/1-g1-0"));
        Files.writeString(attempt.resolve(".rank-0.safetensors.1-1.tmp"), "half");
        Instant later = Instant.now().plus(AGE.multipliedBy(2));

        new Retention(new SampleRun(root).store(), new Retention.Rule(1, AGE), InstantSource.fixed(later))
                .apply(name -> false);

        assertThat(attempt).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(FailingDisk.Failure.class)
    void leavesACheckpointWholeOrNoneWhereverRemovingStops(FailingDisk.Failure failure) throws IOException {
        for (int n = 1; n <= 4; n++) {
            Path directory = root.resolve(failure + "-" + n);
            SampleRun healthy = new SampleRun(directory);
            healthy.save("base", 1);
            healthy.save("base", 2);
            SampleRun failing = new SampleRun(directory, new FailingDisk(n, failure));

            assertThatThrownBy(() -> apply(failing, 1)).isInstanceOf(IOException.class);

            for (Manifest manifest : healthy.checkpoints().list()) {
                healthy.checkpoints().load(manifest.name().path()).close();
            }
            assertThat(steps(healthy)).contains(2L);
        }
    }

    @Test
    void mustKeepAtLeastOne() {
        assertThatThrownBy(() -> new Retention.Rule(0, AGE)).hasMessage("checkpoints.keep must be at least 1, got 0");
    }

    private static List<String> apply(SampleRun run, int keep) throws IOException {
        InstantSource now = InstantSource.fixed(Instant.now());
        return new Retention(run.store(), new Retention.Rule(keep, AGE), now).apply(name -> false);
    }

    private static List<Long> steps(SampleRun run) throws IOException {
        return run.checkpoints().list().stream()
                .map(manifest -> manifest.name().step())
                .toList();
    }

    private static void spoil(SampleRun run, long step) throws IOException {
        Path file = run.files(SampleRun.name("base", step)).get(1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }
}
