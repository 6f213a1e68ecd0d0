package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.phase.RunModels;

/**
 * The weights of a run directory that painting needs.
 *
 * @param high whether super-resolution is trained; without it pictures are small
 * @param weights by tensor name
 */
record TrainedRun(boolean high, Map<String, float[]> weights) {

    /** Reads them, averaged ones where they are asked for; a phase without a checkpoint is the user's mistake. */
    static TrainedRun of(Path directory, Config pieria) throws IOException {
        Checkpoints checkpoints = new Checkpoints(new LocalStore(directory));
        boolean high = checkpoints.newest(RunModels.SUPERRES).isPresent();
        boolean tuned = checkpoints.newest(RunModels.VQGAN_DECODER).isPresent();
        List<String> phases = RunModels.painting(high, tuned ? List.of(RunModels.VQGAN_DECODER) : List.of());
        Map<String, float[]> weights = new HashMap<>();
        for (String phase : phases) {
            Manifest newest = checkpoints.newest(phase).orElseThrow(() -> missing(directory, phase));
            weights.putAll(averaged(pieria, phase) ? average(directory, pieria, phase) : values(directory, newest));
        }
        return new TrainedRun(high, weights);
    }

    /** Whether a phase's average is wanted instead of its newest checkpoint. */
    static boolean averaged(Config pieria, String phase) {
        return pieria.getString("average.generate").equals("average")
                && pieria.getStringList("average.phases").contains(phase);
    }

    private static Map<String, float[]> average(Path directory, Config pieria, String phase) throws IOException {
        return new AveragedWeights(Averages.of(directory, Averaging.from(pieria).rule())).of(phase);
    }

    private static Map<String, float[]> values(Path directory, Manifest newest) {
        return new SafetensorsCheckpoints(directory).load(newest.name().path()).values();
    }

    /** The VQGAN of the finest pictures that this run paints. */
    String vqgan() {
        return high ? RunModels.VQGAN_HIGH : RunModels.VQGAN_LOW;
    }

    private static ExitException missing(Path directory, String phase) {
        return new ExitException(
                ExitCode.CONFIGURATION,
                directory + " has no checkpoint of phase " + phase + " yet: train further, or choose another --dir");
    }
}
