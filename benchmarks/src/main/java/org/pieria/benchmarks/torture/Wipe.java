package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All processes killed at once, launcher included, and the same command given again. */
final class Wipe {

    private static final long WARM_UP = 30;

    private Wipe() {}

    /** The exit code: 0 when every start went on from a checkpoint and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        Verdict verdict = new Verdict(options);
        List<Double> back = new ArrayList<>();
        int rounds = options.count("rounds", 3);
        for (int round = 0; round <= rounds; round++) {
            try (RealRun run =
                    round == 0 ? Stage.begin(options, directory) : RealRun.start(directory, Stage.arguments(options))) {
                back.addAll(oneLife(run, options.seed() + round, round));
                if (round == rounds) {
                    run.stop(Stage.MINUTES);
                }
            }
        }
        Verdict.say(
                "from the death of all to the first new step, start of the JVMs included: %s",
                Spread.of(back).words());
        verdict.compare(directory);
        return verdict.code();
    }

    /** Trains for a while; the answer is how long it took to get beyond where the life before ended. */
    private static List<Double> oneLife(RealRun run, long seed, int round) throws IOException, InterruptedException {
        Nemesis nemesis = new Nemesis(run, seed);
        long before = nemesis.chronicle().steps();
        long start = Nemesis.now();
        nemesis.awaitStep(before + 1);
        double millis = (Nemesis.now() - start) / 1000.0;
        nemesis.awaitStep(before + WARM_UP);
        nemesis.rest(10);
        Verdict.say(
                "life %d: from step %,d to %,d, first new step after %.1f s",
                round, before, nemesis.chronicle().steps(), millis / 1000);
        return round == 0 ? List.of() : List.of(millis);
    }
}
