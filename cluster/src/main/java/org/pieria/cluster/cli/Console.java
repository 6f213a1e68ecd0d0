package org.pieria.cluster.cli;

import java.io.PrintStream;
import java.util.Map;
import org.pieria.cluster.progress.Progress;
import org.pieria.cluster.progress.Terminal;

/**
 * Where a command writes.
 *
 * @param interactive whether a person watches it on a terminal
 * @param environment of the process
 */
public record Console(PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {

    public Console {
        environment = Map.copyOf(environment);
    }

    /** Of this process. */
    public static Console ofProcess() {
        return new Console(System.out, System.err, Terminal.interactive(), System.getenv());
    }

    Progress progress() {
        return Terminal.progress(out, interactive, environment);
    }
}
