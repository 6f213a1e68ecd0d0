package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Random faults to random processes at random moments. */
final class Strikes {

    private static final long WARM_UP = 50;

    private Strikes() {}

    /** The exit code: 0 when nothing was lost and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        List<String> faults = options.words("faults", "kill-worker");
        int kills = options.count("kills", 20);
        double every = options.number("every", 10);
        Verdict verdict = new Verdict(options);
        try (RealRun run = Stage.begin(options, directory)) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitStep(WARM_UP);
            Verdict.say("torture of %s, seed %d: %d blows of %s", directory, options.seed(), kills, faults);
            while (nemesis.blows().size() < kills) {
                nemesis.rest(every);
                show(nemesis.strike(faults), nemesis);
            }
            long standing = nemesis.chronicle().steps();
            nemesis.awaitRow(standing + WARM_UP);
            run.stop(Stage.MINUTES);
            verdict.tell(nemesis.passings(), nemesis.blows());
        }
        verdict.compare(directory);
        return verdict.code();
    }

    static void show(Blow blow, Nemesis nemesis) throws IOException {
        Verdict.say(
                "%3d %s %s at step %,d%s",
                nemesis.blows().size(),
                blow.fault(),
                blow.node(),
                nemesis.chronicle().steps(),
                blow.millis() > 0 ? " for " + blow.millis() + " ms" : "");
    }
}
