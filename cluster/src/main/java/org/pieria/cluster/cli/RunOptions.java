package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.launch.LaunchPlan;
import org.pieria.cluster.launch.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code train} and {@code demo} have in common: how many processes, and how far. */
final class RunOptions {

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes; default: cluster.workers, 2.")
    private @Nullable Integer workers;

    @Option(names = "--coordinators", paramLabel = "N", description = "Coordinator processes; default: 1.")
    private int coordinators = 1;

    @Option(
            names = "--until",
            paramLabel = "PHASE[:STEP]",
            description = "Ends after a phase or at one of its steps, with a checkpoint; the same command goes on.")
    private @Nullable String until;

    @Option(names = "--port", paramLabel = "PORT", description = "Of the dashboard, 0 for any free one; default: 7100.")
    private @Nullable Integer port;

    @Mixin
    private Settings settings = new Settings();

    LaunchPlan plan(String command, String preset, Path directory) {
        Configuration configuration = settings.load(preset, asSettings());
        return new LaunchPlan(configuration, new RunFolder(directory), coordinators, resume(command, directory));
    }

    private List<String> asSettings() {
        List<String> all = new ArrayList<>();
        add(all, "cluster.workers=", workers);
        add(all, "cluster.until=", until);
        add(all, "http.port=", port);
        return all;
    }

    private static void add(List<String> all, String key, @Nullable Object value) {
        if (value != null) {
            all.add(key + value);
        }
    }

    /** Without --until: to go on with a run that ended there means to go further. */
    private String resume(String command, Path directory) {
        StringBuilder line = new StringBuilder("pieria " + command + " --dir " + quoted(directory.toString()));
        if (workers != null) {
            line.append(" --workers ").append(workers);
        }
        settings.typed().forEach(each -> line.append(" --set ").append(quoted(each)));
        return line.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
