package org.pieria.benchmarks;

import com.typesafe.config.Config;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pieria.benchmarks.MatMulLimit.Flops;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import org.pieria.worker.phase.RunModels;

/**
 * Prints the rate of the training step, as it is used, beside the machine's own limit: first at a reference shape, then for
 * every phase of a preset at its own shapes. Arguments: the preset, by default {@code demo}.
 */
public final class StepBenchmark {

    private static final Duration TIME = Duration.ofSeconds(10);

    /** Width 256, six layers, 256 tokens, 8 samples per slice: 83.6 GFLOP per slice. */
    private static final List<String> REFERENCE = List.of(
            "phases.base.layers=6",
            "phases.base.width=256",
            "phases.base.mlp=1024",
            "phases.base.heads=8",
            "phases.base.batch=32",
            "phases.vqgan-low.image=64",
            "phases.vqgan-low.patch=4",
            "phases.vqgan-low.codes=1024",
            "text.max-tokens=32");

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final List<Row> rows = new ArrayList<>();

    private StepBenchmark() {}

    public static void main(String... arguments) throws IOException {
        new StepBenchmark().run(arguments.length > 0 ? arguments[0] : "demo");
    }

    /** The configuration of the reference shape; this process has all cores for itself. */
    static Subject reference() {
        return new Subject("reference", configuration("", REFERENCE), RunModels.BASE);
    }

    /** The phases of a preset. */
    static List<Subject> phases(String preset) {
        Config root = configuration(preset, List.of());
        return root.getStringList("pieria.phases.order").stream()
                .map(phase -> new Subject(preset + " " + phase, root, phase))
                .toList();
    }

    private static Config configuration(String preset, List<String> assignments) {
        return Configuration.load(Presets.installed(), preset, assignments)
                .with("cluster.workers", 1)
                .root();
    }

    private void run(String preset) throws IOException {
        print("%d cores, load average %.1f before", cores, load());
        Flops limit = limit("before").or(report("one product on all cores", MatMulLimit.onAllCores()));
        measure(reference());
        phases(preset).forEach(this::measure);
        limit = limit.or(limit("after"));
        print("");
        print("%-18s %8s %10s %8s %9s %9s %9s", "", "s/step", "images/s", "GFLOP", "GFLOP/s", "of limit", "when busy");
        for (Row row : rows) {
            print("%s", row.line(limit));
        }
    }

    private Flops limit(String when) {
        try (MatMulLimit lanes = new MatMulLimit(cores, 1)) {
            return report("products side by side on one core each, " + when, lanes.measure());
        }
    }

    private static Flops report(String what, Flops flops) {
        print("limit: %.0f GFLOP/s, %s (%.0f when busy)", flops.clock(), what, flops.busy());
        return flops;
    }

    private void measure(Subject subject) {
        try (StepTimer timer = new StepTimer(subject)) {
            Rate rate = timer.measure(TIME);
            rows.add(new Row(subject, rate));
            print("%s: %.3f s/step, %s", subject.title(), rate.seconds(), words(timer.shares()));
        }
    }

    private static String words(Map<String, Double> shares) {
        List<String> words = new ArrayList<>();
        shares.forEach((part, share) -> words.add(String.format(Locale.ROOT, "%s %.1f%%", part, 100 * share)));
        return String.join(", ", words);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** One line of the table. */
    private record Row(Subject subject, Rate rate) {

        String line(Flops limit) {
            Flops flops = Flops.of(rate, subject.gigaflop());
            return String.format(
                    Locale.ROOT,
                    "%-18s %8.4f %10.1f %8.1f %9.0f %8.0f%% %8.0f%%",
                    subject.title(),
                    rate.seconds(),
                    subject.images() / rate.seconds(),
                    subject.gigaflop(),
                    flops.clock(),
                    100 * flops.clock() / limit.clock(),
                    100 * flops.busy() / limit.busy());
        }
    }
}
