package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.EvaluateOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.worker.evaluation.Evaluation;
import org.pieria.worker.evaluation.EvaluationOrder;
import org.pieria.worker.phase.RunModels;

/** {@code pieria evaluate}: figures of the newest checkpoints of a run directory, or of the averages over them, without a cluster. */
final class Judging {

    private Judging() {}

    static int judge(EvaluateOptions options) throws IOException {
        try {
            EvaluationOrder order = new EvaluationOrder(
                    options.directory(), options.configuration().root(), checkpoints(options), options.against());
            Evaluation.run(order, options.progress()::println);
            return ExitCode.DONE;
        } catch (IllegalArgumentException refused) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Of every phase that has any: its newest checkpoint, or its average where that is asked for. */
    private static Map<String, String> checkpoints(EvaluateOptions options) throws IOException {
        Checkpoints checkpoints = new Checkpoints(new LocalStore(options.directory()));
        Config pieria = options.configuration().pieria();
        Averages averages =
                Averages.of(options.directory(), Averaging.from(pieria).rule());
        Map<String, String> paths = new LinkedHashMap<>();
        for (String phase : RunModels.PHASES) {
            Optional<Manifest> manifest = checkpoints.newest(phase);
            if (manifest.isPresent() && TrainedRun.averaged(pieria, phase)) {
                Manifest average = new AveragedWeights(averages).manifest(phase);
                paths.put(phase, Averages.DIRECTORY + "/" + average.name().path());
            } else if (manifest.isPresent()) {
                paths.put(phase, manifest.get().name().path());
            }
        }
        return paths;
    }
}
