package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;

/** Healthy processes that get next to no core for longer than a hung one is waited for: nobody may be given up. */
final class Starvation {

    private static final long WARM_UP = 100;
    private static final double SHORTEST = 5;
    private static final double LONGEST = 10;

    private Starvation() {}

    /** The exit code: 0 when nobody was given up and no bit differs, or when no process can be starved here. */
    static int run(Options options) throws IOException, InterruptedException {
        if (!CoreQuota.available()) {
            Verdict.say("skipped: to starve a process takes root and %s (control groups of version 1)", CoreQuota.ROOT);
            return 0;
        }
        Path directory = options.out().resolve("tortured");
        Verdict verdict = new Verdict(options);
        try (RealRun run = Stage.begin(options, directory)) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitServing(options.count("workers", 3));
            nemesis.awaitStep(nemesis.chronicle().steps() + WARM_UP);
            long before = Dismissals.in(directory);
            starve(options, run, nemesis);
            long evictions = Dismissals.in(directory) - before;
            verdict.tell(nemesis.passings(), nemesis.blows());
            Verdict.say(
                    "%d starved processes: %d false evictions", nemesis.blows().size(), evictions);
            if (evictions > 0) {
                verdict.problem("healthy processes were given up " + evictions + " times");
            }
            run.stop(Stage.MINUTES);
        }
        verdict.compare(directory);
        return verdict.code();
    }

    private static void starve(Options options, RealRun run, Nemesis nemesis) throws IOException, InterruptedException {
        for (int round = 0; round < options.count("rounds", 10); round++) {
            run.requireAlive();
            Strikes.show(nemesis.starve(SHORTEST, LONGEST), nemesis);
            nemesis.awaitStep(nemesis.chronicle().steps() + WARM_UP);
        }
    }
}
