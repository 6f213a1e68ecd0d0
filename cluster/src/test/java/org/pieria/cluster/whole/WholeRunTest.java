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
import org.pieria.checkpointing.milestone.Milestone;
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
    void judgesTheTrainedModelByFiguresThatSayWhatTheyDependOn() throws Exception {
        Path run = calm.directory();
        Pieria.Ended judged = end(calm, "evaluate", "--dir", run.toString(), "--count", "6", "--compare-guidance", "0");

        assertThat(judged.code()).as(judged.text()).isEqualTo(ExitCode.DONE);
        assertThat(judged.text()).contains("guidance 3.0", "guidance 0.0");
        try (Stream<Path> files = Files.list(run.resolve("evaluation"))) {
            List<Path> distances = files.filter(
                            file -> file.getFileName().toString().startsWith("fd-pixels-8x8-"))
                    .toList();
            assertThat(distances).hasSize(2);
            for (Path distance : distances) {
                JsonNode figure = new ObjectMapper().readTree(distance.toFile());
                assertThat(figure.path("value").asDouble()).isPositive();
                assertThat(figure.path("images").asInt()).isEqualTo(6);
                assertThat(figure.path("captions").path("sha256").asText()).hasSize(64);
                assertThat(figure.fieldNames())
                        .toIterable()
                        .contains("seed", "guidance", "base-steps", "superres-steps", "extractor", "checkpoints");
            }
        }
    }

    @Test
    void aLargerDecoderIsTrainedWhileAllElseStaysAsItIs() throws Exception {
        RunTracks sharp = new RunTracks(scratch.resolve("sharp")).sharing(calm);

        Pieria.Ended run = train(
                sharp,
                "--workers",
                "2",
                "--until",
                "vqgan-decoder",
                "--set",
                "phases.order=[vqgan-low,vqgan-high,vqgan-decoder,base,superres]",
                "--set",
                "phases.vqgan-decoder.steps=8",
                "--set",
                "phases.vqgan-decoder.channels=16");

        assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.DONE);
        assertThat(sharp.bits().subList(0, 40)).isEqualTo(calm.bits().subList(0, 40));
        assertThat(sharp.rows().subList(40, sharp.rows().size()))
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.phase()).isEqualTo("vqgan-decoder"))
                .last()
                .satisfies(row ->
                        assertThat(row.loss()).isLessThan(sharp.rows().get(40).loss()));
    }

    @Test
    void leavesNoProcessAndNoSharedMemoryBehind() {
        assertThat(processesOf(calm)).isEmpty();
        assertThat(SHARED_MEMORY.resolve("pieria-" + ended.pid())).doesNotExist();
    }

    /** One run through three lives of 2 workers, 1 worker and 3 workers, each of which ends or is disturbed in another way. */
    @Test
    void givesTheSameBitsWithAnyWorkersWhateverIsKilled() throws Exception {
        RunTracks disturbed = new RunTracks(scratch.resolve("disturbed")).sharing(calm);

        long killedAt = killLauncher(disturbed);
        assertThat(disturbed.checkpoints("vqgan-low"))
                .last()
                .satisfies(step -> assertThat(step).isGreaterThanOrEqualTo(killedAt));
        assertThat(disturbed.bits())
                .isEqualTo(calm.bits().subList(0, disturbed.rows().size()));

        Pieria.Ended terminated = terminateLauncher(disturbed);
        assertThat(terminated.code()).as(terminated.text()).isEqualTo(ExitCode.TERMINATED);
        assertThat(terminated.text()).contains("saved: base step ", "go on with: pieria train tiny --dir ");
        assertThat(processesOf(disturbed)).isEmpty();

        Pieria.Ended whole = killCoordinatorAndWorker(disturbed);
        assertThat(whole.code()).as(whole.text()).isEqualTo(ExitCode.DONE);
        assertThat(whole.text())
                .containsPattern("generation \\d+ goes on under term \\d+, undisturbed")
                .containsPattern("worker-\\d ended with exit code 137; it is started again");
        assertThat(disturbed.bits()).isEqualTo(calm.bits());
    }

    /** The coordinator dies at any moment, a worker at a labelled point of a step: its sum is there, and not applied. */
    private static Pieria.Ended killCoordinatorAndWorker(RunTracks run) throws Exception {
        int standing = run.rows().size() - 24 - 16;
        try (Pieria three = start(run, "--workers", "3", "--coordinators", "2")) {
            run.await("base", standing + 2);
            run.reigning().destroyForcibly();
            run.await("superres", 2);
            run.killAt(Milestone.AFTER_REDUCE);
            return three.awaitEnd();
        }
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
        try (Pieria launcher = start(run, "--workers", "1")) {
            run.await("base", 10);
            launcher.terminate();
            return launcher.awaitEnd();
        }
    }

    private static Pieria.Ended train(RunTracks run, String... options) throws Exception {
        try (Pieria launcher = start(run, options)) {
            return launcher.awaitEnd();
        }
    }

    private static Pieria.Ended end(RunTracks run, String... command) throws Exception {
        try (Pieria process = Pieria.start(run.trails(), command)) {
            return process.awaitEnd();
        }
    }

    private static Pieria start(RunTracks run, String... options) throws IOException {
        Stream<String> command =
                Stream.of("train", "tiny", "--dir", run.directory().toString(), "--set", "http.port=0");
        return Pieria.start(
                run.trails(), Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    }

    /** Those whose command line names the run's directory. */
    private static List<ProcessHandle> processesOf(RunTracks run) {
        String directory = run.directory().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> Pieria.commandLine(process).contains(directory + " "))
                .toList();
    }
}
