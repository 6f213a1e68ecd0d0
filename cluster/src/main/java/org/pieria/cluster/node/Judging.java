package org.pieria.cluster.node;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.EvaluateOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.evaluation.Evaluation;
import org.pieria.worker.evaluation.EvaluationOrder;
import org.pieria.worker.phase.RunModels;

/** {@code pieria evaluate}: figures of the newest checkpoints of a run directory, without a cluster. */
final class Judging {

    private Judging() {}

    static int judge(EvaluateOptions options) throws IOException {
        try {
            EvaluationOrder order = new EvaluationOrder(
                    options.directory(), options.configuration().root(), newest(options), options.against());
            Evaluation.run(order, options.progress()::println);
            return ExitCode.DONE;
        } catch (IllegalArgumentException refused) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
        }
    }

    private static Map<String, String> newest(EvaluateOptions options) throws IOException {
        Checkpoints checkpoints = new Checkpoints(new LocalStore(options.directory()));
        Map<String, String> paths = new LinkedHashMap<>();
        for (String phase : RunModels.PHASES) {
            Optional<Manifest> manifest = checkpoints.newest(phase);
            if (manifest.isPresent()) {
                paths.put(phase, manifest.get().name().path());
            }
        }
        return paths;
    }
}
