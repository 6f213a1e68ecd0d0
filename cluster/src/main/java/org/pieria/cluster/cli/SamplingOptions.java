package org.pieria.cluster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.launch.RunFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code generate} and {@code edit} have in common: a trained run, and how tokens are drawn. */
final class SamplingOptions {

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Run directory of a trained run.")
    private Path directory = Path.of("");

    @Option(
            names = "--negative",
            paramLabel = "TEXT",
            description = "What is not to be seen: guidance leads away from it instead of from no text.")
    private String negative = "";

    @Option(
            names = "--guidance",
            paramLabel = "T",
            description = "How strongly text is followed, 0: not guided; default: the run's sampling.guidance.")
    private @Nullable Double guidance;

    @Option(
            names = "--guidance-schedule",
            paramLabel = "NAME",
            description = "ramp (from 0 in the first step to T in the last: varied, then exact) or constant.")
    private @Nullable String schedule;

    @Option(
            names = "--temperature",
            paramLabel = "TAU",
            description = "Noise on the order in which tokens are fixed; more is more varied. Default: 4.5.")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw among the K likeliest codes; 0: all, the default.")
    private @Nullable Integer topK;

    @Option(
            names = "--order",
            paramLabel = "NAME",
            description = "Tokens fixed first: confidence (the surest) or halton (spread over the picture).")
    private @Nullable String order;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the base model; default: 24.")
    private @Nullable Integer steps;

    @Option(names = "--superres-steps", paramLabel = "N", description = "Steps of super-resolution; default: 8.")
    private @Nullable Integer superResSteps;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "The same seed and settings give the same picture; default: the run's sampling.seed.")
    private @Nullable Long seed;

    @Option(
            names = "--weights",
            paramLabel = "WHICH",
            description = "newest (default) checkpoint, or the average over checkpoints of the phases that have one.")
    private @Nullable String weights;

    @Mixin
    private Settings settings = new Settings();

    Path directory() {
        return directory;
    }

    String negative() {
        return negative;
    }

    Optional<Double> guidance() {
        return Optional.ofNullable(guidance);
    }

    Optional<Integer> topK() {
        return Optional.ofNullable(topK);
    }

    /** The configuration that the run directory records, with these options. */
    Configuration load() {
        Path recorded = new RunFolder(directory).configuration();
        if (!Files.isRegularFile(recorded)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "no run in " + directory + " (" + recorded
                            + " is missing); train one first: pieria train demo --dir " + directory);
        }
        return settings.load(recorded.toString(), asSettings());
    }

    private List<String> asSettings() {
        List<String> all = new ArrayList<>();
        add(all, "average.generate", weights);
        add(all, "sampling.guidance", guidance);
        add(all, "sampling.guidance-schedule", schedule);
        add(all, "sampling.temperature", temperature);
        add(all, "sampling.top-k", topK);
        add(all, "sampling.order", order);
        add(all, "sampling.base-steps", steps);
        add(all, "sampling.superres-steps", superResSteps);
        add(all, "sampling.seed", seed);
        return all;
    }

    private static void add(List<String> all, String key, @Nullable Object value) {
        if (value != null) {
            all.add(key + "=" + value);
        }
    }
}
