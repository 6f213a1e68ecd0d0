package org.pieria.cluster.progress;

import java.io.PrintStream;
import java.util.Map;

/** Chooses how to show progress: a bar for a person at a terminal, lines for everything else. */
public final class Terminal {

    private Terminal() {}

    /**
     * For a process.
     *
     * @param interactive whether standard output is a terminal
     * @param environment of the process: {@code NO_COLOR} and {@code TERM=dumb} are respected
     */
    public static Progress progress(PrintStream out, boolean interactive, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return interactive && !dumb ? new BarProgress(out, colour) : new PlainProgress(out, System::nanoTime);
    }

    /** Whether standard input and output are both a terminal; the start script knows it better and passes it on. */
    public static boolean interactive() {
        return Boolean.getBoolean("pieria.terminal");
    }
}
