package org.pieria.actors.port;

import java.util.Map;
import java.util.Optional;

/**
 * One applied step, as every rank reports it.
 *
 * @param step the step
 * @param digest the digest of the whole state after the step, in hex
 * @param loss the loss over the global batch
 * @param metrics further quantities of the step by name (equal on all ranks); among them, once a step was skipped because its
 *     sum was not finite, {@code skipped}, how many so far, and {@link #SKIPPED_IN_A_ROW}
 * @param seconds where the time of this rank went, by part: {@code data}, {@code compute}, {@code reduce}, {@code apply}, {@code digest}
 * @param optimizer the optimizer's report, at the steps that carry one
 * @param checks by slice that two ranks computed in this step, if this is one of them, the digest of its bundle
 */
public record StepResult(
        long step,
        String digest,
        float loss,
        Map<String, Double> metrics,
        Map<String, Double> seconds,
        Optional<OptimizerReport> optimizer,
        Map<Integer, String> checks) {

    /** The metric that is positive where this step was skipped. */
    public static final String SKIPPED_IN_A_ROW = "skipped-in-a-row";

    public StepResult {
        metrics = Map.copyOf(metrics);
        seconds = Map.copyOf(seconds);
        checks = Map.copyOf(checks);
    }

    /** The result of a step none of whose slices was computed twice by this rank. */
    public StepResult(
            long step,
            String digest,
            float loss,
            Map<String, Double> metrics,
            Map<String, Double> seconds,
            Optional<OptimizerReport> optimizer) {
        this(step, digest, loss, metrics, seconds, optimizer, Map.of());
    }

    /** Whether the step changed nothing but the count of the skipped. */
    public boolean skipped() {
        return metrics.getOrDefault(SKIPPED_IN_A_ROW, 0.0) > 0;
    }
}
