package org.pieria.actors.port;

import java.util.Map;
import java.util.Optional;

/**
 * One applied step, as every rank reports it.
 *
 * @param step the step
 * @param digest the digest of the whole state after the step, in hex
 * @param loss the loss over the global batch
 * @param metrics further quantities of the step by name (equal on all ranks)
 * @param seconds where the time of this rank went, by part: {@code data}, {@code compute}, {@code reduce}, {@code apply}, {@code digest}
 * @param optimizer the optimizer's report, at the steps that carry one
 */
public record StepResult(
        long step,
        String digest,
        float loss,
        Map<String, Double> metrics,
        Map<String, Double> seconds,
        Optional<OptimizerReport> optimizer) {

    public StepResult {
        metrics = Map.copyOf(metrics);
        seconds = Map.copyOf(seconds);
    }
}
