package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pieria data prepare emoji}. */
@Command(
        name = "emoji",
        description = "Noto emoji, 64 pixels a side, with captions.",
        footer = {"", "Example:", "  pieria data prepare emoji --out data/emoji"})
final class EmojiCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;
    private final Console console;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the shards.")
    private Path out = Path.of("");

    EmojiCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        engine.get().prepareEmoji(out.toAbsolutePath().normalize(), console.out());
        return ExitCode.DONE;
    }
}
