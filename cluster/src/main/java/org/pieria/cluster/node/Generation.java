package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.GenerateOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.PictureGrid;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.jobs.PaintConfig;
import org.pieria.worker.jobs.Painter;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.text.TextConfig;

/** {@code pieria generate}: pictures from the newest checkpoints of a run directory, without a cluster. */
final class Generation {

    private static final int AT_ONCE = 8;
    private static final int COLUMNS = 8;

    private Generation() {}

    static int paint(GenerateOptions options) throws IOException {
        Config root = options.configuration().root();
        Checkpoints checkpoints = new Checkpoints(new LocalStore(options.directory()));
        boolean high = checkpoints.newest(RunModels.SUPERRES).isPresent();
        List<String> phases = high ? RunModels.PHASES : List.of(RunModels.VQGAN_LOW, RunModels.BASE);
        Map<String, float[]> weights = new HashMap<>();
        for (String phase : phases) {
            weights.putAll(trained(checkpoints, phase, options));
        }
        try (TextEncoder text = TextConfig.from(root).open()) {
            RunModels models = new RunModels(root, text.width());
            int batch = Math.min(AT_ONCE, options.captions().size());
            PaintConfig config = PaintConfig.from(root, batch, high);
            try (Painter painter = new Painter(EngineConfig.from(root), models, config, weights)) {
                CounterRandom random = CounterRandom.of(root.getLong("pieria.sampling.seed"));
                List<CounterRandom> keys = IntStream.range(0, options.captions().size())
                        .mapToObj(random::at)
                        .toList();
                Painter.Painting painting = painter.paint(text.encode(options.captions()), keys);
                String vqgan = high ? RunModels.VQGAN_HIGH : RunModels.VQGAN_LOW;
                int side = models.vqgan(vqgan).config().shape().image();
                int columns = Math.min(COLUMNS, options.captions().size());
                new PictureGrid(high ? painting.high() : painting.low(), side, columns, options.captions())
                        .write(options.out());
            }
        }
        return ExitCode.DONE;
    }

    /** Of the average, where it is asked for and the phase is averaged; else of the newest checkpoint. */
    private static Map<String, float[]> trained(Checkpoints checkpoints, String phase, GenerateOptions options)
            throws IOException {
        Config pieria = options.configuration().pieria();
        if (pieria.getString("average.generate").equals("average")
                && pieria.getStringList("average.phases").contains(phase)) {
            return new AveragedWeights(Averages.of(
                            options.directory(), Averaging.from(pieria).rule()))
                    .of(phase);
        }
        return new SafetensorsCheckpoints(options.directory())
                .load(newest(checkpoints, phase, options).name().path())
                .values();
    }

    private static Manifest newest(Checkpoints checkpoints, String phase, GenerateOptions options) throws IOException {
        return checkpoints
                .newest(phase)
                .orElseThrow(() -> new ExitException(
                        ExitCode.CONFIGURATION,
                        options.directory() + " has no checkpoint of phase " + phase
                                + " yet: train further, or choose another --dir"));
    }
}
