package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.port.JobUnit;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.jobs.HostJobs;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.tokens.TokenManifest;

/** The metrics that training computes too, of the checkpoints in question: reconstructions, codebooks, predicted tokens. */
final class ModelMetrics {

    private static final String TOKENS = "records/tokens.json";
    /** Fewer samples make no batch of the token models. */
    private static final int LEAST = 8;

    private final EvaluationOrder order;
    private final RunData data;
    private final HostJobs jobs;

    ModelMetrics(EvaluationOrder order, RunData data, TextEncoder text, CheckpointFiles checkpoints) {
        this.order = order;
        this.data = data;
        TokenManifest tokens = new TokenManifest(order.directory(), data.set().size());
        this.jobs = new HostJobs(
                order.root(),
                EngineConfig.from(order.root()),
                new RunModels(order.root(), text.width()),
                new HostJobs.Sources(order.directory(), data, text, tokens::read, checkpoints));
    }

    /** Writes them all; by the figure's name. */
    Map<String, Double> write(Figures figures) throws IOException {
        Map<String, Double> all = new LinkedHashMap<>();
        for (String phase : RunModels.PHASES) {
            if (order.checkpoints().containsKey(phase) && measurable(phase)) {
                write(phase, figures).forEach((metric, value) -> all.put(phase + " " + metric, value));
            }
        }
        return all;
    }

    private boolean measurable(String phase) {
        boolean images = RunModels.readsImages(phase);
        int samples = data.split().heldOut().length;
        return images
                ? samples > 0
                : samples >= LEAST && Files.isRegularFile(order.directory().resolve(TOKENS));
    }

    private Map<String, Double> write(String phase, Figures figures) throws IOException {
        String checkpoint = order.checkpoint(phase);
        Map<String, String> checkpoints = new LinkedHashMap<>();
        RunModels.working(phase).forEach(needed -> checkpoints.put(needed, order.checkpoint(needed)));
        JobUnit unit = new JobUnit(
                JobUnit.Kind.EVALUATE,
                "evaluation of " + phase,
                0,
                1,
                checkpoints,
                Map.of("phase", phase, "tokens", TOKENS));
        Map<String, Double> metrics =
                new TreeMap<>(jobs.perform(unit, Optional.empty()).metrics());
        Double samples = metrics.remove("samples");
        ObjectNode facts = Json.object()
                .put("images", samples == null ? data.split().heldOut().length : samples.longValue())
                .put("of", "held-out samples of the run")
                .put("data", data.set().index().digest())
                .put("phase", phase)
                .put("weights", order.weights(phase))
                .put("checkpoint", checkpoint);
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            figures.write(phase + " " + metric.getKey(), metric.getValue(), facts);
        }
        return metrics;
    }
}
