package org.pieria.cluster.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.pieria.cluster.config.Configuration;
import org.pieria.worker.evaluation.EvaluationOrder;

/**
 * What is to be judged.
 *
 * @param directory the run directory whose newest checkpoints are judged
 * @param progress hears of every figure
 */
public record EvaluateOptions(
        Path directory, Configuration configuration, EvaluationOrder.Against against, PrintStream progress) {

    public EvaluateOptions {
        directory = directory.toAbsolutePath().normalize();
    }
}
