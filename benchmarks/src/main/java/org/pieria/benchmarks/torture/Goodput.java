package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much of the undisturbed throughput is left when a process dies every minute. Each minute that begins with a death stands
 * between two times without one in the same run, since the speed of a shared machine drifts by more than what is to be
 * measured.
 */
final class Goodput {

    private static final long WARM_UP = 200;

    /** A struck time takes so often as long as one in which the run is left alone. */
    private static final double CALM = 3;

    private static final Duration YOUNG = Duration.ofSeconds(15);

    private final Options options;
    private final RealRun run;
    private final Nemesis nemesis;
    private final Map<Long, Double> starting = new HashMap<>();
    private final Set<Long> first = new HashSet<>();

    private Goodput(Options options, RealRun run) {
        this.options = options;
        this.run = run;
        this.nemesis = new Nemesis(run, options.seed());
    }

    /** The exit code: 0 when nothing was lost and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        Verdict verdict = new Verdict(options);
        try (RealRun run = Stage.begin(options, directory)) {
            new Goodput(options, run).run(verdict);
        }
        verdict.compare(directory);
        return verdict.code();
    }

    /** What a run did in a time, or in several. */
    private record Output(double seconds, long steps) {

        static Output of(List<Output> parts) {
            return new Output(
                    parts.stream().mapToDouble(Output::seconds).sum(),
                    parts.stream().mapToLong(Output::steps).sum());
        }

        double rate() {
            return steps / seconds;
        }
    }

    /** Something that lasts. */
    @FunctionalInterface
    private interface Span {
        void pass() throws IOException, InterruptedException;
    }

    private void run(Verdict verdict) throws IOException, InterruptedException {
        nemesis.awaitServing(options.count("workers", 2));
        nemesis.awaitStep(nemesis.chronicle().steps() + WARM_UP);
        run.nodes().forEach(node -> first.add(node.pid()));
        double every = options.number("every", 60);
        double seconds = options.number("minutes", 20) * 60;
        List<Output> calm = new ArrayList<>(List.of(calm(every / CALM)));
        List<Output> struck = new ArrayList<>();
        while (struck.size() * every < seconds) {
            struck.add(output("struck", () -> strike(every)));
            calm.add(calm(every / CALM));
        }
        run.stop(Stage.MINUTES);
        verdict.tell(nemesis.passings(), nemesis.blows());
        tell(calm, struck);
    }

    private void tell(List<Output> calms, List<Output> strucks) {
        Output calm = Output.of(calms);
        Output struck = Output.of(strucks);
        double cores = Runtime.getRuntime().availableProcessors();
        double restarts = starting.values().stream().mapToDouble(each -> each).sum();
        double share = struck.rate() / calm.rate();
        double left = 1 - restarts / (cores * struck.seconds());
        Verdict.say("undisturbed: %.1f steps/s; struck: %.1f steps/s: %.1f%%", calm.rate(), struck.rate(), 100 * share);
        Verdict.say("each struck time beside those before and after it: %s", shares(calms, strucks));
        Verdict.say(
                "restarting processes took %.1f%% of the machine; of what was left: %.1f%%",
                100 * (1 - left), 100 * share / left);
    }

    /** What is left of the throughput around each struck time: the quartiles. */
    private static String shares(List<Output> calm, List<Output> struck) {
        Spread spread = Spread.of(IntStream.range(0, struck.size())
                .mapToObj(i ->
                        struck.get(i).rate() / Output.of(calm.subList(i, i + 2)).rate())
                .toList());
        return String.format(
                Locale.ROOT,
                "median %.1f%%, quartiles %.1f%% and %.1f%%",
                100 * spread.median(),
                100 * spread.quantile(0.25),
                100 * spread.quantile(0.75));
    }

    private Output calm(double seconds) throws IOException, InterruptedException {
        return output("undisturbed", () -> Stage.seconds(seconds));
    }

    private Output output(String what, Span span) throws IOException, InterruptedException {
        long before = nemesis.chronicle().steps();
        long start = System.nanoTime();
        span.pass();
        double seconds = (System.nanoTime() - start) / 1e9;
        Output output = new Output(seconds, nemesis.chronicle().steps() - before);
        Verdict.say("%s for %.0f s: %.1f steps/s", what, seconds, output.rate());
        return output;
    }

    /** One blow, and the time until the next one is due. */
    private void strike(double seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        Strikes.show(nemesis.strike(options.words("faults", "kill-worker")), nemesis);
        while (System.nanoTime() < end) {
            Stage.seconds(1);
            account(nemesis.chronicle());
        }
    }

    private void account(Chronicle chronicle) {
        run.nodes().stream()
                .filter(node -> !first.contains(node.pid()) && starts(node, chronicle))
                .forEach(node -> starting.put(node.pid(), cpu(node)));
    }

    /** A worker that is not ready yet has done nothing but start, and so has a coordinator that is young. */
    private static boolean starts(Node node, Chronicle chronicle) {
        Instant young = Instant.now().minus(YOUNG);
        return node.works()
                ? chronicle.servedBy(node.pid(), Nemesis.now()) == 0
                : node.process().info().startInstant().filter(young::isBefore).isPresent();
    }

    private static double cpu(Node node) {
        return node.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }
}
