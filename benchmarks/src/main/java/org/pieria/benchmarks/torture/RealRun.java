package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pieria.cluster.Main;
import org.pieria.cluster.launch.JvmFlags;

/** A {@code pieria train} in processes of its own, as a person starts it. Closing it leaves none alive, and so does the end of this process. */
final class RealRun implements AutoCloseable {

    private final Path directory;
    private final Process launcher;

    private RealRun(Path directory, Process launcher) {
        this.directory = directory;
        this.launcher = launcher;
    }

    /**
     * Starts it, or goes on with it.
     *
     * @param directory of the run; its trails and the launcher's words lie beside it
     */
    static RealRun start(Path directory, List<String> options) throws IOException {
        Files.createDirectories(trails(directory));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.of(Runtime.version().feature()));
        command.addAll(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dpieria.home=" + System.getProperty("pieria.home", ".")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("train", "tiny", "--dir", directory.toString(), "--port", "0"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(words(directory).toFile()))
                .redirectInput(Path.of("/dev/null").toFile());
        // The processes live for seconds: the second compiler would take the cores from what is measured.
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Dpieria.milestones=" + trails(directory));
        RealRun run = new RealRun(directory, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(run::killAll, "kill-run"));
        return run;
    }

    static Path trails(Path directory) {
        return directory.resolveSibling(directory.getFileName() + "-trails");
    }

    static Path words(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".out");
    }

    Path directory() {
        return directory;
    }

    /** All nodes that live, by name. */
    List<Node> nodes() {
        return launcher.children()
                .filter(ProcessHandle::isAlive)
                .map(Node::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    List<Node> workers() {
        return nodes().stream().filter(Node::works).toList();
    }

    boolean alive() {
        return launcher.isAlive();
    }

    long pid() {
        return launcher.pid();
    }

    /** Throws when the launcher has ended, with what it said. */
    void requireAlive() throws IOException {
        if (!alive()) {
            throw new IllegalStateException("the run ended by itself with " + launcher.exitValue() + ":\n"
                    + Files.readString(words(directory)));
        }
    }

    /** Waits for its end by itself. */
    int awaitEnd(long minutes) throws IOException, InterruptedException {
        if (!launcher.waitFor(minutes, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "the run has not ended within " + minutes + " minutes:\n" + Files.readString(words(directory)));
        }
        return launcher.exitValue();
    }

    /** SIGTERM: it saves and ends. */
    int stop(long minutes) throws IOException, InterruptedException {
        launcher.toHandle().destroy();
        return awaitEnd(minutes);
    }

    /** SIGKILL to every process at once. */
    void killAll() {
        List<Node> nodes = nodes();
        launcher.toHandle().destroyForcibly();
        nodes.forEach(Node::kill);
    }

    @Override
    public void close() {
        killAll();
    }
}
