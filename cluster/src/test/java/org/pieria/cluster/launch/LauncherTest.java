package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.progress.PlainProgress;

@Timeout(120)
class LauncherTest {

    private static final String STEP = """
            event:step-applied
            id:1
            data:{"id":1,"at":1,"phase":"base","step":2,"steps":4,"workers":1,"loss":2.5,"metrics":{}}

            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void bringsARunToItsEndThroughTheCrashOfAWorker() throws IOException {
        Files.createFile(directory.resolve("worker-1.crash"));
        tell(STEP + ":worker-1 lives\n" + ended("FINISHED", ""));

        int code = run();

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(text())
                .containsPattern("dashboard: http://127.0.0.1:\\d+/")
                .contains("worker-1 ended with exit code 7; it is started again in 1s", "base 2/4  loss 2.500")
                .contains("base     2/4    2s      32.0       3.500      2.500")
                .contains("held out, base: loss 3.250")
                .contains("done: " + directory);
        assertThat(Files.readString(directory.resolve("logs/worker-1.log"))).contains("the last words of worker-1");
        assertThat(Files.readString(directory.resolve("report.json"))).contains("\"lastLoss\" : 2.5");
        assertNothingIsLeft();
    }

    @Test
    void endsWithTheProblemWhenTheRunFails() throws IOException {
        tell(ended("FAILED", "worker-2 disagrees at base step 3"));

        ExitException failure = catchThrowableOfType(ExitException.class, this::run);

        assertThat(failure.code()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(failure)
                .hasMessageContaining("the run failed: worker-2 disagrees at base step 3")
                .hasMessageContaining("go on with: pieria train fake");
        assertNothingIsLeft();
    }

    @Test
    void savesACheckpointAndLeavesNoProcessBehindWhenItIsTerminated() throws Exception {
        tell(STEP);
        Process launch = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeLaunch.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = launch.inputReader(StandardCharsets.UTF_8);
        assertThat(output.lines().anyMatch(line -> line.startsWith("base 2/4"))).isTrue();

        launch.toHandle().destroy();
        List<String> rest = output.lines().toList();

        assertThat(launch.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launch.exitValue()).isEqualTo(ExitCode.TERMINATED);
        assertThat(rest).contains("saved: base step 2", "go on with: pieria train fake");
        assertThat(directory.resolve("stopped")).hasContent("/v1/phases/base/stop");
        assertThat(SharedMemory.ROOT.resolve("pieria-" + launch.pid())).doesNotExist();
        assertChildrenAreGone();
    }

    private int run() {
        return FakeLaunch.run(
                directory, new PlainProgress(new PrintStream(written, true, StandardCharsets.UTF_8), System::nanoTime));
    }

    private void tell(String story) throws IOException {
        Files.writeString(directory.resolve("script"), story);
    }

    private static String ended(String state, String message) {
        return "event:run-changed\nid:2\ndata:{\"id\":2,\"at\":2,\"state\":\"" + state + "\",\"message\":\"" + message
                + "\"}\n\n";
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(SharedMemory.ROOT.resolve("pieria-" + ProcessHandle.current().pid()))
                .doesNotExist();
        assertChildrenAreGone();
    }

    private void assertChildrenAreGone() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> pids =
                    files.filter(file -> file.toString().endsWith(".pid")).toList();
            assertThat(pids).hasSize(2);
            for (Path pid : pids) {
                assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid))))
                        .isEmpty();
            }
        }
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
