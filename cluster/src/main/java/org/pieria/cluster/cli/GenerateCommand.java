package org.pieria.cluster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.config.Configuration;
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
    private final Console console;

    @Parameters(paramLabel = "CAPTION", arity = "1..*", description = "What is to be seen; several give a grid.")
    private List<String> captions = new ArrayList<>();

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Run directory of a trained run.")
    private Path directory = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The PNG to write.")
    private Path out = Path.of("");

    @Option(
            names = "--weights",
            paramLabel = "WHICH",
            description = "newest (default) checkpoint, or the average over checkpoints of the phases that have one.")
    private String weights = "";

    @Mixin
    private Settings settings = new Settings();

    GenerateCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
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
        Configuration configuration = settings.load(
                recorded.toString(), weights.isEmpty() ? List.of() : List.of("average.generate=" + weights));
        int longest = configuration.pieria().getInt("data.max-caption-characters");
        List<String> usable =
                captions.stream().map(caption -> usable(caption, longest)).toList();
        int code = engine.get().generate(new GenerateOptions(usable, directory, out, configuration));
        console.out().println("painted: " + out);
        return code;
    }

    /** As the data set's captions are treated: an empty one says nothing, one that is too long is cut. */
    private String usable(String caption, int longest) {
        if (caption.isBlank()) {
            throw new ExitException(
                    ExitCode.USAGE, "a caption is empty; say what is to be seen, such as \"a red heart\"");
        }
        int length = caption.codePointCount(0, caption.length());
        if (length <= longest) {
            return caption;
        }
        console.err()
                .println("pieria: a caption has " + length + " characters; the first " + longest
                        + " are used, as in training (data.max-caption-characters)");
        return caption.substring(0, caption.offsetByCodePoints(0, longest));
    }
}
