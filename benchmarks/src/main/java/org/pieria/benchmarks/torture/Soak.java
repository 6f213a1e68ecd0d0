package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A long undisturbed run of which heap, memory, threads, files and shared memory are watched. */
final class Soak {

    private static final long WARM_UP = 500;
    private static final double EVERY = 15;
    private static final int HEAP_EACH = 4;

    private final Options options;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Double> sharedAt = new ArrayList<>();
    private final List<Double> shared = new ArrayList<>();

    private Soak(Options options) {
        this.options = options;
    }

    /** The exit code: 0 when it could be measured; what grew is for a person to judge. */
    static int run(Options options) throws IOException, InterruptedException {
        return new Soak(options).run();
    }

    private int run() throws IOException, InterruptedException {
        try (RealRun run = Stage.begin(options, options.out().resolve("soaked"))) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitStep(WARM_UP);
            watch(run, options.number("minutes", 30) * 60);
            Verdict.say("soaked for %,d steps", nemesis.chronicle().steps());
            run.stop(Stage.MINUTES);
        }
        write();
        return 0;
    }

    private void watch(RealRun run, double seconds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        double passed = 0;
        for (int look = 0; passed < seconds; look++) {
            run.requireAlive();
            for (Node node : run.nodes()) {
                samples.add(Sample.of(node, passed, look % HEAP_EACH == 0));
            }
            sharedAt.add(passed);
            shared.add(sharedMemory(run));
            Stage.seconds(EVERY);
            passed = (System.nanoTime() - start) / 1e9;
        }
    }

    /** MiB below /dev/shm that belong to the run. */
    private static double sharedMemory(RealRun run) throws IOException, InterruptedException {
        Path own = Path.of("/dev/shm", "pieria-" + run.pid());
        return Files.exists(own)
                ? Double.parseDouble(Shell.run("du", "-sk", own.toString()).split("\\s", -1)[0]) / 1024
                : 0;
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(Sample.HEADER));
        samples.forEach(sample -> lines.add(sample.csv()));
        Files.write(options.out().resolve("samples.csv"), lines);
        samples.stream().map(Sample::node).distinct().sorted().forEach(this::tell);
        Verdict.say(
                "/dev/shm: %.1f MiB at the end, %+.2f MiB/h in the last third",
                shared.get(shared.size() - 1), late(sharedAt, shared));
        Verdict.say("raw figures: %s", options.out().resolve("samples.csv"));
    }

    private void tell(String node) {
        Verdict.say(
                "%-14s resident %s MiB, heap %s MiB, threads %s, files %s",
                node,
                words(node, Sample::resident),
                words(node, Sample::heap),
                words(node, Sample::threads),
                words(node, Sample::files));
    }

    private static double late(List<Double> seconds, List<Double> values) {
        int from = 2 * values.size() / 3;
        return Slope.perHour(seconds.subList(from, values.size()), values.subList(from, values.size()));
    }

    /** First, last, and the slope of the last third: buffers have been used once by then. */
    private String words(String node, ToDoubleFunction<Sample> quantity) {
        List<Sample> own = samples.stream()
                .filter(sample -> sample.node().equals(node) && Double.isFinite(quantity.applyAsDouble(sample)))
                .toList();
        List<Double> values = own.stream().map(quantity::applyAsDouble).toList();
        double slope = late(own.stream().map(Sample::seconds).toList(), values);
        return String.format(
                java.util.Locale.ROOT, "%.1f to %.1f (%+.1f/h)", values.get(0), values.get(values.size() - 1), slope);
    }
}
