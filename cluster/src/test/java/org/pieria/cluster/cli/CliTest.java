package org.pieria.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.exit.ExitCode;

class CliTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();

    @Test
    void documentsEveryExitCodeInItsHelpAndInTheReadme() throws IOException {
        assertThat(run("--help")).isEqualTo(ExitCode.DONE);

        String readme = Files.readString(Path.of("..", "README.md"));
        for (int code : new int[] {0, 1, 2, 3, 69, 75, 78, 130, 143}) {
            assertThat(text(out)).containsPattern("(?m)^ +" + code + " +\\w");
            assertThat(readme).contains("| " + code + " |");
        }
    }

    @Test
    void answersAMistypedCommandWithASuggestion() {
        assertThat(run("statsu")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("Did you mean: pieria status");
    }

    @Test
    void answersAMissingOptionWithTheUsage() {
        assertThat(run("train", "tiny")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("Missing required option: '--dir=DIR'");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of(
                "demo",
                "train",
                "node",
                "generate",
                "edit",
                "evaluate",
                "average",
                "plan",
                "data",
                "status",
                "start",
                "stop",
                "config")) {
            assertThat(run(command, "--help")).isEqualTo(ExitCode.DONE);
        }
        assertThat(text(out)).contains("Holds a phase and saves a checkpoint.", "pieria train tiny --dir runs/tiny");
    }

    @Test
    void refusesAWrongConfigurationWithAllItsProblems() {
        assertThat(run("config", "--set", "slices=3", "--set", "http.prot=1")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(err))
                .contains("config: --set slices: slices must be a power of two")
                .contains("config: --set http.prot: unknown key 'http.prot' - did you mean 'http.port'?");
    }

    @Test
    void showsWhereEveryValueComesFrom() {
        assertThat(run("config", "--set", "slices=8")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).containsPattern("slices +8 +slices +contract +--set slices");
    }

    @Test
    void namesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = run("train", emptyPreset(), "--dir", directory.toString(), "--port", "" + taken.getLocalPort());

            assertThat(code).isEqualTo(ExitCode.PREFLIGHT);
            assertThat(text(err)).contains("port " + taken.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port = freePort();

        assertThat(run("status", "--url", "http://127.0.0.1:" + port)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("no answer from http://127.0.0.1:" + port);
    }

    @Test
    void asksForChangesWithTheTokenAndShowsWhatWasRefused() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{\"error\":\"no phase bse\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String url = "127.0.0.1:" + server.getAddress().getPort();

        int code = run("pause", "bse", "--url", url, "--token", "geheim");

        server.stop(0);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(asked).containsExactly("POST /v1/phases/bse/pause Bearer geheim");
        assertThat(text(err)).contains("(404): {\"error\":\"no phase bse\"}");
    }

    @Test
    void startsANodeWithItsNameAndSeeds() throws IOException {
        int code = run(
                "node",
                "--role",
                "worker",
                "--name",
                "w7",
                "--config",
                emptyPreset(),
                "--dir",
                "runs/x",
                "--seed",
                "10.0.0.1:25520");

        assertThat(code).isEqualTo(42);
        assertThat(asked).containsExactly("worker w7 [10.0.0.1:25520]");
    }

    @Test
    void refusesToPaintWithoutARun() {
        assertThat(run("generate", "a heart", "--dir", directory.toString(), "--out", "x.png"))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(err)).contains("no run in " + directory);
    }

    @Test
    void callsADefectADefect() {
        assertThat(run("data", "prepare", "emoji", "--out", "x")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(text(err)).contains("this is a defect of ours").contains("IllegalStateException: planned");
    }

    @Test
    void namesTheDevicesWhenOneIsNotKnown() throws IOException {
        assertThat(run("plan", emptyPreset(), "--device", "tpu-v9")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("no device 'tpu-v9'; known are cpu, tpu-v3, tpu-v4, tpu-v5e");
    }

    @Test
    void refusesToAverageWithoutARun() {
        assertThat(run("average", "--dir", directory.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text(err)).contains("no run in " + directory);
    }

    private int run(String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        return Cli.run(FakeEngine::new, console, arguments);
    }

    private String emptyPreset() throws IOException {
        return Files.writeString(directory.resolve("empty.conf"), "pieria {}").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private final class FakeEngine implements Engine {
        @Override
        public int coordinator(NodeOptions options) {
            return 41;
        }

        @Override
        public int worker(NodeOptions options) {
            asked.add("worker " + options.name() + " "
                    + options.configuration().pieria().getStringList("cluster.seeds"));
            return 42;
        }

        @Override
        public int generate(GenerateOptions options) {
            return 43;
        }

        @Override
        public int edit(EditOptions options) {
            return 44;
        }

        @Override
        public int evaluate(EvaluateOptions options) {
            return 44;
        }

        @Override
        public AutoCloseable dataPlane(Path folder) {
            return () -> {};
        }

        @Override
        public void prepareEmoji(Path folder, PrintStream progress) {
            throw new IllegalStateException("planned");
        }
    }
}
