package org.pieria.cluster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pieria.checkpointing.AverageOrigin;
import org.pieria.checkpointing.Averages;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.launch.RunFolder;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.cluster.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pieria average}. */
@Command(
        name = "average",
        description = "Averages the weights of a phase anew, over the checkpoints that are retained.",
        footer = {
            "",
            "A = W1, then A = decay A + (1 - decay) W for each further checkpoint; Muse's decay is 0.7, a checkpoint",
            "each 5,000 steps. While a run trains, the average over all its checkpoints is kept up under averages/ in",
            "its directory, also of those that are removed since: 'pieria generate --weights average' uses that one.",
            "",
            "Example:",
            "  pieria average --dir runs/demo --phase base --decay 0.7 --out base.safetensors"
        })
final class AverageCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Run directory of a trained run.")
    private Path directory = Path.of("");

    @Option(names = "--phase", paramLabel = "PHASE", description = "Default: ${DEFAULT-VALUE}.")
    private String phase = "base";

    @Option(names = "--decay", paramLabel = "D", description = "Default: average.decay of the run, 0.7 as published.")
    private @Nullable String decay;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: average-PHASE.safetensors in DIR.")
    private @Nullable Path out;

    @Mixin
    private Settings settings = new Settings();

    AverageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path file = out == null ? directory.resolve("average-" + phase + ".safetensors") : out;
        AverageOrigin origin = averaged(file.toAbsolutePath());
        console.out().print(table(origin));
        console.out().println("decay " + origin.decay() + ", written: " + file);
        return ExitCode.DONE;
    }

    private AverageOrigin averaged(Path file) throws IOException {
        try {
            return Averages.of(directory, averaging().rule()).recompute(phase, file);
        } catch (IllegalStateException nothing) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(nothing.getMessage()), nothing);
        }
    }

    private Averaging averaging() {
        Path recorded = new RunFolder(directory).configuration();
        if (!Files.isRegularFile(recorded)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION, "no run in " + directory + " (" + recorded + " is missing)");
        }
        List<String> first = decay == null ? List.of() : List.of("average.decay=" + decay);
        return Averaging.from(settings.load(recorded.toString(), first).pieria());
    }

    /** Each step with what it weighs: the first decay^(n-1), a later one (1 - decay) decay^(newer ones). */
    private static String table(AverageOrigin origin) {
        Table table = new Table("step", "weight", "digest");
        List<Long> steps = origin.steps();
        for (int i = 0; i < steps.size(); i++) {
            double weight = Math.pow(origin.decay(), steps.size() - 1.0 - i) * (i == 0 ? 1 : 1 - origin.decay());
            String digest = origin.digests().getOrDefault(steps.get(i), "");
            table.row(Long.toString(steps.get(i)), String.format(Locale.ROOT, "%.4f", weight), digest);
        }
        return table.render();
    }
}
