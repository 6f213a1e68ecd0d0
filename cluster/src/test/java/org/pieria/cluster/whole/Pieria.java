package org.pieria.cluster.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pieria.cluster.Main;
import org.pieria.cluster.launch.JvmFlags;

/** One command line in a process of its own, as the script {@code pieria} starts it. Closing it ends what is left. */
final class Pieria implements AutoCloseable {

    private static final long MINUTES = 4;

    private final Process process;
    private final Path output;

    private Pieria(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it; both of its streams go to a temporary file.
     *
     * @param trails where its processes say what they pass, and find where to die
     */
    static Pieria start(Path trails, String... arguments) throws IOException {
        Path output = Files.createTempFile("pieria-", ".out");
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // These processes live for seconds: the second compiler would take the cores from what is tested.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Dpieria.milestones=" + trails);
        return new Pieria(builder.start(), output);
    }

    /**
     * How a command line ended.
     *
     * @param text what it wrote
     */
    record Ended(int code, String text, long pid) {}

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.of(Runtime.version().feature()));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dpieria.home=" + home()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The source tree, whose {@code configs/} are used; tests run in the module's folder. */
    private static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("configs"))
                ? here
                : here.resolve("..").normalize();
    }

    long pid() {
        return process.pid();
    }

    Ended awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("still running after " + MINUTES + " minutes:\n" + text());
        }
        return new Ended(process.exitValue(), text(), process.pid());
    }

    String text() throws IOException {
        return Files.readString(output);
    }

    /** Its children that live. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** The child with this name. */
    ProcessHandle child(String name) {
        return process.children()
                .filter(child -> commandLine(child).contains(" --name " + name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no child is called " + name));
    }

    /** Empty for a process that is gone. */
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** SIGTERM. */
    void terminate() {
        // Process.destroy would do, but closes the streams as well.
        process.toHandle().destroy();
    }

    /** SIGKILL, as {@code kill -9} or the kernel out of memory. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> left = children();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(output);
    }
}
