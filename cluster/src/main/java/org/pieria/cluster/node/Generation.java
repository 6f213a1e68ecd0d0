package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pieria.cluster.cli.GenerateOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.PictureGrid;
import org.pieria.worker.jobs.PaintConfig;
import org.pieria.worker.jobs.Painter;
import org.pieria.worker.jobs.Prompts;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/** {@code pieria generate}: pictures from the newest checkpoints of a run directory, without a cluster. */
final class Generation {

    private static final int AT_ONCE = 8;
    private static final int COLUMNS = 8;

    private Generation() {}

    static int paint(GenerateOptions options) throws IOException {
        Config root = options.configuration().root();
        TrainedRun run =
                TrainedRun.of(options.directory(), options.configuration().pieria());
        List<String> captions = captions(options.wanted());
        try (TextEncoder text = RunText.open(options.directory(), root)) {
            RunModels models = new RunModels(root, text.width());
            PaintConfig config = PaintConfig.from(root, Math.min(AT_ONCE, captions.size()), run.high());
            try (Painter painter = new Painter(EngineConfig.from(root), models, config, run.weights())) {
                Prompts prompts =
                        Prompts.encode(text, captions, options.wanted().negative());
                Painter.Painting painting = painter.paint(prompts, keys(options));
                int side = models.vqgan(run.vqgan()).config().shape().image();
                new PictureGrid(
                                run.high() ? painting.high() : painting.low(),
                                side,
                                columns(options.wanted()),
                                captions)
                        .write(options.out());
            }
        }
        return ExitCode.DONE;
    }

    private static List<String> captions(GenerateOptions.Wanted wanted) {
        return wanted.captions().stream()
                .flatMap(caption -> Collections.nCopies(wanted.perCaption(), caption).stream())
                .toList();
    }

    /** The first picture of a caption is the same, however many are painted of it. */
    private static List<CounterRandom> keys(GenerateOptions options) {
        CounterRandom random = CounterRandom.of(options.configuration().pieria().getLong("sampling.seed"));
        List<CounterRandom> keys = new ArrayList<>();
        for (int caption = 0; caption < options.wanted().captions().size(); caption++) {
            keys.add(random.at(caption));
            for (int variant = 1; variant < options.wanted().perCaption(); variant++) {
                keys.add(random.at(caption).at("variant").at(variant));
            }
        }
        return keys;
    }

    /** A row for each caption, where there are several pictures of each. */
    private static int columns(GenerateOptions.Wanted wanted) {
        int inRow = wanted.perCaption() > 1
                ? wanted.perCaption()
                : wanted.captions().size();
        return Math.min(COLUMNS, inRow);
    }
}
