package org.pieria.cluster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.launch.RunFolder;
import org.pieria.worker.evaluation.EvaluationOrder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pieria evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Judges the model of a run directory, or has people judge pictures side by side.",
            "Figures are written to DIR/evaluation, each with all that it depends on."
        },
        footer = {
            "",
            "Examples:",
            "  pieria evaluate --dir runs/demo --compare-guidance 0",
            "  pieria evaluate --dir runs/big --captions captions_val2014.json --images val2014 --count 30000 \\",
            "      --extractor inception.safetensors",
            "  pieria evaluate --dir runs/big --captions PartiPrompts.tsv --pictures ours",
            "  pieria evaluate --side-by-side --ours ours --theirs theirs --prompts PartiPrompts.tsv --out page",
            "  pieria evaluate --votes votes-ann.json --votes votes-bob.json --key page.key.json"
        })
final class EvaluateCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;
    private final Console console;

    @Option(names = "--dir", paramLabel = "DIR", description = "Run directory of a trained run.")
    private @Nullable Path directory;

    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description = "Captions to paint: .tsv, COCO's .json or a directory of shards; default: the held-out ones.")
    private @Nullable Path captions;

    @Option(names = "--images", paramLabel = "DIR", description = "Real images to compare with.")
    private @Nullable Path images;

    @Option(
            names = "--extractor",
            paramLabel = "FILE",
            description = {
                "Network whose features are compared, with its .conf beside it; default: pixels.",
                "An .onnx, or an Inception's .safetensors with the names of pytorch-fid."
            })
    private @Nullable Path extractor;

    @Option(
            names = "--clip",
            paramLabel = "DIR",
            description = "CLIP for the CLIP score: image.onnx, text.onnx, tokenizer.json.")
    private @Nullable Path clip;

    @Option(names = "--pictures", paramLabel = "DIR", description = "Folder that receives the painted pictures.")
    private @Nullable Path pictures;

    @Option(names = "--count", paramLabel = "N", description = "Captions to draw by the seed; default: all.")
    private int count;

    @Option(names = "--seed", paramLabel = "S", description = "Of all that is drawn; default: sampling.seed.")
    private @Nullable Long seed;

    @Option(names = "--guidance", paramLabel = "G", description = "Default: sampling.guidance.")
    private @Nullable Double guidance;

    @Option(
            names = "--compare-guidance",
            paramLabel = "G",
            description = "Paint all once more, with the same seeds, at this guidance, and tell the differences.")
    private @Nullable Double otherGuidance;

    @Option(
            names = "--weights",
            paramLabel = "WHICH",
            description = "newest (default) checkpoint, or the average over checkpoints of the phases that have one.")
    private @Nullable String weights;

    @ArgGroup(exclusive = false, heading = "%nSide by side:%n")
    private @Nullable RatingOptions rating;

    @Mixin
    private Settings settings = new Settings();

    EvaluateCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path run = directory;
        if (rating != null && run == null) {
            return rating.call(console, seed == null ? 0 : seed);
        }
        if (run == null || rating != null) {
            throw new ExitException(
                    ExitCode.USAGE, "evaluate takes either --dir DIR, or --side-by-side, or --votes FILE --key FILE");
        }
        return engine.get().evaluate(new EvaluateOptions(run, configuration(run), against(), console.out()));
    }

    private Configuration configuration(Path run) {
        Path recorded = new RunFolder(run).configuration();
        if (!Files.isRegularFile(recorded)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "no run in " + run + " (" + recorded + " is missing); train one first: pieria train demo --dir "
                            + run);
        }
        List<String> first = new ArrayList<>();
        if (seed != null) {
            first.add("sampling.seed=" + seed);
        }
        if (guidance != null) {
            first.add("sampling.guidance=" + guidance);
        }
        if (weights != null) {
            first.add("average.generate=" + weights);
        }
        return settings.load(recorded.toString(), first);
    }

    private EvaluationOrder.Against against() {
        if (count < 0) {
            throw new ExitException(ExitCode.USAGE, "--count must be positive, was " + count);
        }
        if (otherGuidance != null && !(otherGuidance >= 0 && Double.isFinite(otherGuidance))) {
            throw new ExitException(ExitCode.USAGE, "--compare-guidance must be 0 or more, was " + otherGuidance);
        }
        return new EvaluationOrder.Against(
                Optional.ofNullable(captions),
                Optional.ofNullable(images),
                Optional.ofNullable(extractor),
                Optional.ofNullable(clip),
                Optional.ofNullable(pictures),
                Optional.ofNullable(otherGuidance),
                count);
    }
}
