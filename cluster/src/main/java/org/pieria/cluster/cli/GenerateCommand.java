package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pieria generate}. */
@Command(
        name = "generate",
        description = "Paints captions with the model of a run directory.",
        footer = {
            "",
            "Examples:",
            "  pieria generate \"a red heart\" \"a green apple\" --dir runs/demo --out hearts.png",
            "  pieria generate \"a face\" --negative \"a yellow face\" --per-caption 8 --dir runs/demo --out faces.png"
        })
final class GenerateCommand implements Callable<Integer> {

    private static final int MOST = 256;

    private final Supplier<Engine> engine;
    private final Console console;

    @Parameters(paramLabel = "CAPTION", arity = "1..*", description = "What is to be seen; several give a grid.")
    private List<String> captions = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The PNG to write.")
    private Path out = Path.of("");

    @Option(names = "--per-caption", paramLabel = "N", description = "Pictures of each caption; default: 1.")
    private int perCaption = 1;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    GenerateCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (perCaption < 1 || perCaption > MOST) {
            throw new ExitException(ExitCode.USAGE, "--per-caption must be 1 to " + MOST + ", got " + perCaption);
        }
        Configuration configuration = sampling.load();
        CaptionLength length =
                new CaptionLength(configuration.pieria().getInt("data.max-caption-characters"), console.err());
        GenerateOptions.Wanted wanted = new GenerateOptions.Wanted(
                captions.stream().map(length::usable).toList(), sampling.negative(), perCaption);
        int code = engine.get().generate(new GenerateOptions(wanted, sampling.directory(), out, configuration));
        console.out().println("painted: " + out);
        return code;
    }
}
