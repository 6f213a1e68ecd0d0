package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much of the undisturbed throughput is left when a process dies every minute. */
final class Goodput {

    private static final long WARM_UP = 200;

    /** An undisturbed run does not change: a quarter of the time tells its rate. */
    private static final double CALM = 4;

    private final Options options;
    private final Map<Long, Double> starting = new HashMap<>();
    private final Set<Long> first = new HashSet<>();

    private Goodput(Options options) {
        this.options = options;
    }

    /** The exit code: 0 when nothing was lost and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        return new Goodput(options).run();
    }

    /**
     * What a run did in a time.
     *
     * @param restarts processor seconds that restarted processes took until they were ready
     */
    private record Output(double seconds, long steps, double restarts) {

        double rate() {
            return steps / seconds;
        }
    }

    private int run() throws IOException, InterruptedException {
        Stage.clear(options.out());
        Verdict verdict = new Verdict(options);
        Output calm = calm();
        Output struck = struck(verdict);
        double cores = Runtime.getRuntime().availableProcessors();
        double share = struck.rate() / calm.rate();
        double left = 1 - struck.restarts() / (cores * struck.seconds());
        Verdict.say("undisturbed: %.1f steps/s; struck: %.1f steps/s: %.1f%%", calm.rate(), struck.rate(), 100 * share);
        Verdict.say(
                "restarting processes took %.1f%% of the machine; of what was left: %.1f%%",
                100 * (1 - left), 100 * share / left);
        verdict.compare(options.out().resolve("tortured"));
        return verdict.code();
    }

    private Output calm() throws IOException, InterruptedException {
        try (RealRun run = RealRun.start(options.out().resolve("calm"), Stage.arguments(options))) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            begin(nemesis);
            long before = nemesis.chronicle().steps();
            long start = System.nanoTime();
            Stage.seconds(options.number("minutes", 20) * 60 / CALM);
            return new Output(
                    (System.nanoTime() - start) / 1e9, nemesis.chronicle().steps() - before, 0);
        }
    }

    private void begin(Nemesis nemesis) throws IOException, InterruptedException {
        nemesis.awaitServing(options.count("workers", 2));
        nemesis.awaitStep(nemesis.chronicle().steps() + WARM_UP);
    }

    private Output struck(Verdict verdict) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        Verdict.share(options.out().resolve("calm"), directory);
        try (RealRun run = RealRun.start(directory, Stage.arguments(options))) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            begin(nemesis);
            run.nodes().forEach(node -> first.add(node.pid()));
            long before = nemesis.chronicle().steps();
            long start = System.nanoTime();
            strike(run, nemesis);
            double seconds = (System.nanoTime() - start) / 1e9;
            long steps = nemesis.chronicle().steps() - before;
            run.stop(Stage.MINUTES);
            verdict.tell(nemesis.passings(), nemesis.blows());
            return new Output(
                    seconds,
                    steps,
                    starting.values().stream().mapToDouble(each -> each).sum());
        }
    }

    private void strike(RealRun run, Nemesis nemesis) throws IOException, InterruptedException {
        long end = System.nanoTime() + Math.round(options.number("minutes", 20) * 60e9);
        double every = options.number("every", 60);
        while (System.nanoTime() < end) {
            Strikes.show(nemesis.strike(options.words("faults", "kill-worker")), nemesis);
            long next = System.nanoTime() + Math.round(every * 1e9);
            while (System.nanoTime() < next) {
                Stage.seconds(1);
                account(run, nemesis.chronicle());
            }
        }
    }

    /** A worker that is not ready yet has done nothing but start. */
    private void account(RealRun run, Chronicle chronicle) {
        for (Node node : run.nodes()) {
            boolean starts = !first.contains(node.pid()) && chronicle.servedBy(node.pid(), Nemesis.now()) == 0;
            if (starts && (node.works() || !starting.containsKey(node.pid()))) {
                starting.put(node.pid(), cpu(node));
            }
        }
    }

    private static double cpu(Node node) {
        return node.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }
}
