package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of a run that lives, or lived when it was looked for.
 *
 * @param name worker-1, coordinator-1 ...
 */
record Node(String name, ProcessHandle process) {

    private static final Pattern NAME = Pattern.compile(" --name (\\S+) ");

    /** The node that a child of a launcher is; empty for one that ended. */
    static Optional<Node> of(ProcessHandle process) {
        Matcher matcher = NAME.matcher(commandLine(process.pid()));
        return matcher.find() ? Optional.of(new Node(matcher.group(1), process)) : Optional.empty();
    }

    private static String commandLine(long pid) {
        try {
            Path file = Path.of("/proc", Long.toString(pid), "cmdline");
            return Files.readString(file, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    long pid() {
        return process.pid();
    }

    String role() {
        return name.substring(0, name.indexOf('-'));
    }

    boolean works() {
        return role().equals("worker");
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Sends a signal by its name, such as STOP; a process that is gone gets none. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
