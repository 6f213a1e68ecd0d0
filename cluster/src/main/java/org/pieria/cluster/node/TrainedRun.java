package org.pieria.cluster.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.phase.RunModels;

/**
 * The newest weights of a run directory that painting needs.
 *
 * @param high whether super-resolution is trained; without it pictures are small
 * @param weights by tensor name
 */
record TrainedRun(boolean high, Map<String, float[]> weights) {

    /** Reads them; a phase without a checkpoint is the user's mistake. */
    static TrainedRun newest(Path directory) throws IOException {
        Checkpoints checkpoints = new Checkpoints(new LocalStore(directory));
        boolean high = checkpoints.newest(RunModels.SUPERRES).isPresent();
        List<String> phases = high ? RunModels.PHASES : List.of(RunModels.VQGAN_LOW, RunModels.BASE);
        Map<String, float[]> weights = new HashMap<>();
        for (String phase : phases) {
            Manifest manifest = checkpoints.newest(phase).orElseThrow(() -> missing(directory, phase));
            weights.putAll(new SafetensorsCheckpoints(directory)
                    .load(manifest.name().path())
                    .values());
        }
        return new TrainedRun(high, weights);
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
