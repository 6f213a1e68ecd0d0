package org.pieria.cluster.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.exit.ExitCode;

/** The two promises, exact and unlosable, on real processes: every run is compared with one that nothing disturbed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class WholeRunTest {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long CHILDREN_SECONDS = 25;

    private Path scratch = Path.of("");
    private RunTracks calm = new RunTracks(Path.of(""));
    private Pieria.Ended ended = new Pieria.Ended(-1, "", 0);

    @BeforeAll
    void trainUndisturbed(@TempDir Path directory) throws Exception {
        scratch = directory;
        calm = new RunTracks(scratch.resolve("calm"));
        ended = train(calm, "--workers", "2");
        assertThat(ended.code()).as(ended.text()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void recordsEveryStepOnceAndInOrder() throws IOException {
        List<String> expected = Stream.of("vqgan-low 24", "vqgan-high 16", "base 24", "superres 16")
                .map(phase -> phase.split(" ", -1))
                .flatMap(phase ->
                        IntStream.rangeClosed(1, Integer.parseInt(phase[1])).mapToObj(step -> phase[0] + " " + step))
                .toList();

        assertThat(calm.rows())
                .extracting(row -> row.phase() + " " + row.step())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void reportsEveryPhaseWithItsLossesAndWhatHeldOutSamplesSay() throws IOException {
        JsonNode report = new ObjectMapper()
                .readTree(calm.directory().resolve("report.json").toFile());

        assertThat(report.path("state").asText()).isEqualTo("FINISHED");
        assertThat(report.path("phases")).hasSize(4).allSatisfy(phase -> {
            assertThat(phase.path("steps").asLong())
                    .isEqualTo(phase.path("plannedSteps").asLong())
                    .isPositive();
            assertThat(phase.path("lastLoss").asDouble())
                    .isLessThan(phase.path("firstLoss").asDouble());
            assertThat(phase.path("heldOut").path("samples").asDouble()).isPositive();
        });
    }

    @Test
    void paintsCaptionsAtBothResolutions() throws IOException {
        try (Stream<Path> files = Files.walk(calm.directory().resolve("samples"))) {
            List<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".png")).toList();

            assertThat(pictures).hasSize(2);
            for (Path picture : pictures) {
                assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
            }
        }
    }

    @Test
    void leavesNoProcessAndNoSharedMemoryBehind() {
        assertThat(processesOf(calm)).isEmpty();
        assertThat(SHARED_MEMORY.resolve("pieria-" + ended.pid())).doesNotExist();
    }

    @Test
    void givesTheSameBitsWithOtherWorkersWhenTheCoordinatorAndAWorkerAreKilled() throws Exception {
        RunTracks resized = new RunTracks(scratch.resolve("resized")).sharing(calm);
        Pieria.Ended alone = train(resized, "--workers", "1", "--until", "base:12");
        assertThat(alone.code()).as(alone.text()).isEqualTo(ExitCode.DONE);
        assertThat(resized.rows()).hasSize(24 + 16 + 12);

        try (Pieria three = start(resized, "--workers", "3", "--coordinators", "2")) {
            resized.await("base", 14);
            three.child("coordinator-1").destroyForcibly();
            resized.await("superres", 2);
            three.child("worker-2").destroyForcibly();
            Pieria.Ended whole = three.awaitEnd();

            assertThat(whole.code()).as(whole.text()).isEqualTo(ExitCode.DONE);
            assertThat(whole.text())
                    .contains("worker-2 ended with exit code 137; it is started again")
                    .contains("generation 2 goes on under term 3, undisturbed");
        }
        assertThat(resized.bits()).isEqualTo(calm.bits());
    }

    @Test
    void losesNothingWhenTheLauncherIsKilledNorWhenItIsTerminated() throws Exception {
        RunTracks disturbed = new RunTracks(scratch.resolve("disturbed")).sharing(calm);

        long killedAt = killLauncher(disturbed);
        assertThat(disturbed.checkpoints("vqgan-low"))
                .last()
                .satisfies(step -> assertThat(step).isGreaterThanOrEqualTo(killedAt));
        assertThat(disturbed.bits())
                .isEqualTo(calm.bits().subList(0, disturbed.rows().size()));

        Pieria.Ended terminated = terminateLauncher(disturbed);
        assertThat(terminated.code()).as(terminated.text()).isEqualTo(ExitCode.TERMINATED);
        assertThat(terminated.text()).contains("saved: vqgan-high step ", "go on with: pieria train tiny --dir ");
        assertThat(processesOf(disturbed)).isEmpty();

        Pieria.Ended whole = train(disturbed, "--workers", "2", "--until", "vqgan-high");
        assertThat(whole.code()).as(whole.text()).isEqualTo(ExitCode.DONE);
        assertThat(disturbed.bits()).isEqualTo(calm.bits().subList(0, 24 + 16));
    }

    @Test
    void anotherSeedGivesOtherBitsFromTheFirstStep() throws Exception {
        RunTracks other = new RunTracks(scratch.resolve("other")).sharing(calm);

        Pieria.Ended run = train(other, "--workers", "1", "--until", "vqgan-low:2", "--set", "run.seed=2");

        assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.DONE);
        assertThat(other.bits()).hasSize(2).doesNotContainAnyElementsOf(calm.bits());
    }

    @Test
    void theCompiledDeviceAgreesWithThePlainOne() throws Exception {
        RunTracks compiled = new RunTracks(scratch.resolve("compiled")).sharing(calm);

        Pieria.Ended run = train(compiled, "--workers", "1", "--until", "vqgan-low:2", "--set", "device=cpu-xla");

        assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.DONE);
        assertThat(compiled.rows()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(compiled.rows().get(i).loss())
                    .isCloseTo(calm.rows().get(i).loss(), within(1e-4));
        }
    }

    /** The answer is a step that was applied before. */
    private static long killLauncher(RunTracks run) throws Exception {
        try (Pieria launcher = start(run, "--workers", "2")) {
            long step = run.await("vqgan-low", 3);
            List<ProcessHandle> children = launcher.children();
            assertThat(children).hasSize(3);
            launcher.kill();
            for (ProcessHandle child : children) {
                child.onExit().get(CHILDREN_SECONDS, TimeUnit.SECONDS);
            }
            return step;
        }
    }

    private static Pieria.Ended terminateLauncher(RunTracks run) throws Exception {
        try (Pieria launcher = start(run, "--workers", "2")) {
            run.await("vqgan-high", 2);
            launcher.terminate();
            return launcher.awaitEnd();
        }
    }

    private static Pieria.Ended train(RunTracks run, String... options) throws Exception {
        try (Pieria launcher = start(run, options)) {
            return launcher.awaitEnd();
        }
    }

    private static Pieria start(RunTracks run, String... options) throws IOException {
        Stream<String> command =
                Stream.of("train", "tiny", "--dir", run.directory().toString(), "--set", "http.port=0");
        return Pieria.start(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    }

    /** Those whose command line names the run's directory. */
    private static List<ProcessHandle> processesOf(RunTracks run) {
        String directory = run.directory().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> Pieria.commandLine(process).contains(directory + " "))
                .toList();
    }
}
