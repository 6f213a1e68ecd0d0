package org.pieria.cluster.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.evaluation.CaptionFiles;
import org.pieria.worker.evaluation.RatingPage;
import org.pieria.worker.evaluation.RatingTable;
import picocli.CommandLine.Option;

/** The options of {@code pieria evaluate} that have people choose between two pictures, and count their votes. */
final class RatingOptions {

    @Option(names = "--side-by-side", description = "Writes a page on which people choose between two pictures.")
    private boolean sideBySide;

    @Option(names = "--ours", paramLabel = "DIR", description = "Pictures 00000.png, ... as --pictures writes them.")
    private @Nullable Path ours;

    @Option(names = "--theirs", paramLabel = "DIR", description = "Another model's pictures, named the same.")
    private @Nullable Path theirs;

    @Option(names = "--prompts", paramLabel = "FILE", description = "PartiPrompts.tsv, or another caption list.")
    private @Nullable Path prompts;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder of the page; which side is whose is written to DIR.key.json, which raters must not see.")
    private @Nullable Path out;

    @Option(
            names = "--votes",
            paramLabel = "FILE",
            description = "Votes of one rater, as the page gives them; repeatable.")
    private List<Path> votes = new ArrayList<>();

    @Option(names = "--key", paramLabel = "FILE", description = "The page's DIR.key.json.")
    private @Nullable Path key;

    int call(Console console, long seed) throws IOException {
        if (sideBySide == !votes.isEmpty()) {
            throw new ExitException(ExitCode.USAGE, "either --side-by-side or --votes FILE is needed");
        }
        try {
            if (sideBySide) {
                write(console, seed);
            } else {
                console.out().print(RatingTable.of(needed(key, "--key"), votes).text());
            }
            return ExitCode.DONE;
        } catch (IllegalArgumentException refused) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
        }
    }

    private void write(Console console, long seed) throws IOException {
        RatingPage page = new RatingPage(needed(ours, "--ours"), needed(theirs, "--theirs"), seed);
        RatingPage.Written written = page.write(CaptionFiles.read(needed(prompts, "--prompts")), needed(out, "--out"));
        console.out().println(written.pairs() + " pairs: " + written.page() + "; keep from raters: " + written.key());
    }

    private static Path needed(@Nullable Path value, String option) {
        if (value == null) {
            throw new ExitException(ExitCode.USAGE, "Missing required option: " + option);
        }
        return value;
    }
}
