package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A healthy run on a machine with more to do than it can: nobody may be given up. */
final class FalseAlarms {

    private static final long WARM_UP = 100;
    private static final int BUSY = 8;
    private static final long PAUSE_MILLIS = 1000;

    private FalseAlarms() {}

    /** The exit code: 0 when nobody was given up and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        Verdict verdict = new Verdict(options);
        try (RealRun run = Stage.begin(options, directory)) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitServing(options.count("workers", 3));
            nemesis.awaitStep(nemesis.chronicle().steps() + WARM_UP);
            long before = Dismissals.in(directory);
            Verdict.say("torture of %s, seed %d", directory, options.seed());
            int pauses = saturated(options, run);
            long evictions = Dismissals.in(directory) - before;
            Verdict.say(
                    "%.0f minutes with %d busy threads and %d pauses of %d ms: %d false evictions, %,d steps, load %s",
                    options.number("minutes", 30),
                    BUSY,
                    pauses,
                    PAUSE_MILLIS,
                    evictions,
                    nemesis.chronicle().steps(),
                    Stage.load());
            if (evictions > 0) {
                verdict.problem("healthy processes were given up " + evictions + " times");
            }
            run.stop(Stage.MINUTES);
        }
        verdict.compare(directory);
        return verdict.code();
    }

    /** Every few seconds one process stands still as long as a bad collection of garbage. The answer is how many did. */
    private static int saturated(Options options, RealRun run) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        long end = System.nanoTime() + Math.round(options.number("minutes", 30) * 60e9);
        int pauses = 0;
        try (Hogs hogs = Hogs.of(BUSY)) {
            while (System.nanoTime() < end) {
                Stage.seconds(options.number("every", 10));
                run.requireAlive();
                List<Node> nodes = run.nodes();
                Nemesis.pause(nodes.get(random.nextInt(nodes.size())), PAUSE_MILLIS);
                pauses++;
            }
            Verdict.say("the busy threads counted to %,d", hogs.counted());
        }
        return pauses;
    }
}
