package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pieria data prepare}: brings known data sets into the form that training reads. */
@Command(name = "prepare", description = "Writes a known data set as WebDataset shards.")
final class PrepareCommand extends Group {

    private final Supplier<Engine> engine;
    private final Console console;

    PrepareCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Command(
            name = "emoji",
            description = "Noto emoji, 64 pixels a side, with captions.",
            footer = {"", "Example:", "  pieria data prepare emoji --out data/emoji"})
    int emoji(
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the shards.")
                    Path out)
            throws Exception {
        engine.get().prepareEmoji(out, console.out());
        return ExitCode.DONE;
    }
}
