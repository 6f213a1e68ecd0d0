package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What every form of torture trains: the first phase of the preset tiny, for as many steps as there is time for. */
final class Stage {

    static final String PHASE = "vqgan-low";

    /** The longest wait for an end. */
    static final long MINUTES = 40;

    /** Of both runs: what determines the bits. */
    static final List<String> CONTRACT = List.of("--set", "phases." + PHASE + ".steps=1000000");

    private Stage() {}

    /** A run that stands in its first steps. */
    static RealRun begin(Options options, Path directory) throws IOException {
        clear(options.out());
        return RealRun.start(directory, arguments(options));
    }

    /** The command line of a run that is to be tortured. */
    static List<String> arguments(Options options) {
        List<String> arguments = new java.util.ArrayList<>(CONTRACT);
        arguments.addAll(List.of("--workers", Integer.toString(options.count("workers", 3))));
        arguments.addAll(List.of("--coordinators", Integer.toString(options.count("coordinators", 1))));
        arguments.addAll(List.of("--set", "checkpoints.every=200", "--set", "workers.lanes=1"));
        arguments.addAll(List.of(
                "--set",
                "workers.data-transport=" + options.words("transport", "auto").get(0)));
        return arguments;
    }

    static void clear(Path out) throws IOException {
        if (Files.exists(out)) {
            throw new IllegalArgumentException(out + " exists; remove it, or choose another folder with --out");
        }
        Files.createDirectories(out);
    }

    /** The load averages of this machine, as the kernel tells them. */
    static String load() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return words[0] + " " + words[1] + " " + words[2];
    }

    static void seconds(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1000));
    }
}
