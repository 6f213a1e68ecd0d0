package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The run directory on a small file system of its own, filled to the last byte in the middle of the run and freed again. */
final class FullDisk {

    private static final long WARM_UP = 250;
    private static final double FULL_SECONDS = 15;

    /** A run asks for a GiB before it begins. */
    private static final String SIZE = "1200m";

    private FullDisk() {}

    /** The exit code: 0 when the run, started again if it ended, goes on and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        if (!Shell.root()) {
            Verdict.say("skipped: to mount a small file system takes root");
            return 0;
        }
        Stage.clear(options.out());
        Files.createDirectories(directory);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString());
        try {
            return tortured(options, directory);
        } finally {
            Shell.run("umount", "-l", directory.toString());
        }
    }

    private static int tortured(Options options, Path directory) throws IOException, InterruptedException {
        Verdict verdict = new Verdict(options);
        prepareData(options, directory);
        long full;
        try (RealRun run = RealRun.start(directory, Stage.arguments(options))) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitStep(WARM_UP);
            Path ballast = directory.resolve("ballast");
            fill(ballast);
            full = nemesis.chronicle().steps();
            Stage.seconds(FULL_SECONDS);
            Verdict.say(
                    "disk full at step %,d; %.0f s later at step %,d, the run %s",
                    full, FULL_SECONDS, nemesis.chronicle().steps(), run.alive() ? "goes on" : "has ended");
            Files.delete(ballast);
            goOn(options, run, nemesis);
        }
        verdict.compare(directory);
        return verdict.code();
    }

    /** What went on goes on; what ended in order is begun again by the same command. */
    private static void goOn(Options options, RealRun run, Nemesis nemesis) throws IOException, InterruptedException {
        long freed = nemesis.chronicle().steps();
        if (run.alive()) {
            nemesis.awaitStep(freed + WARM_UP);
            run.stop(Stage.MINUTES);
            Verdict.say(
                    "freed: the same processes went on to step %,d",
                    nemesis.chronicle().steps());
            return;
        }
        try (RealRun again = RealRun.start(run.directory(), Stage.arguments(options))) {
            Nemesis next = new Nemesis(again, options.seed());
            next.awaitStep(freed + WARM_UP);
            again.stop(Stage.MINUTES);
            Verdict.say(
                    "freed: started again, it went on to step %,d",
                    next.chronicle().steps());
        }
    }

    /** The shards are kept elsewhere: the small file system is for what the run writes. */
    private static void prepareData(Options options, Path directory) throws IOException, InterruptedException {
        Path elsewhere = options.out().resolve("prepared");
        List<String> arguments = new ArrayList<>(Stage.arguments(options));
        arguments.addAll(List.of("--until", Stage.PHASE + ":1"));
        try (RealRun run = RealRun.start(elsewhere, arguments)) {
            run.awaitEnd(Stage.MINUTES);
        }
        Verdict.share(elsewhere, directory);
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            Verdict.say("filled: %s (%,d bytes of ballast)", String.valueOf(full.getMessage()), Files.size(ballast));
        }
    }
}
