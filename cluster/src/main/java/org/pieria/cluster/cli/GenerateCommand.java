package org.pieria.cluster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.launch.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pieria generate}. */
@Command(
        name = "generate",
        description = "Paints captions with the model of a run directory.",
        footer = {"", "Example:", "  pieria generate \"a red heart\" \"a green apple\" --dir runs/demo --out hearts.png"
        })
final class GenerateCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;

    @Parameters(paramLabel = "CAPTION", arity = "1..*", description = "What is to be seen; several give a grid.")
    private List<String> captions = new ArrayList<>();

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Run directory of a trained run.")
    private Path directory = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The PNG to write.")
    private Path out = Path.of("");

    @Mixin
    private Settings settings = new Settings();

    GenerateCommand(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public Integer call() throws Exception {
        Path recorded = new RunFolder(directory).configuration();
        if (!Files.isRegularFile(recorded)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "no run in " + directory + " (" + recorded
                            + " is missing); train one first: pieria train demo --dir " + directory);
        }
        return engine.get()
                .generate(new GenerateOptions(captions, directory, out, settings.load(recorded.toString(), List.of())));
    }
}
