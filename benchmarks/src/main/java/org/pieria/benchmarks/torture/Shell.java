package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the operating system for which Java has no words. */
final class Shell {

    private Shell() {}

    /** Whether this process may do everything. */
    static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** Runs a command to its end; what it wrote. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + " failed: " + output);
        }
        return output;
    }
}
