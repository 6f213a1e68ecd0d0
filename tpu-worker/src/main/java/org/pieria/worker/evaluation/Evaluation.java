package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.evaluation.ClipScore;
import org.pieria.model.evaluation.KernelDistance;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.DataConfig;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.data.Progress;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.text.TextConfig;

/**
 * Judges a trained model: paints captions, compares what came out with real images, and writes every figure with all that
 * it depends on. Blocking; for one thread.
 */
public final class Evaluation {

    private final EvaluationOrder order;
    private final Figures figures;
    private final Consumer<String> heard;

    private Evaluation(EvaluationOrder order, Consumer<String> heard) {
        this.order = order;
        this.figures = new Figures(order.directory(), heard);
        this.heard = heard;
    }

    /**
     * Does what an order says.
     *
     * @param heard hears of progress and of every figure, a line each
     * @throws IllegalArgumentException with a message for the user when something named is missing or does not fit
     */
    public static void run(EvaluationOrder order, Consumer<String> heard) throws IOException {
        Evaluation evaluation = new Evaluation(order, heard);
        DataConfig config = DataConfig.from(order.root());
        // What the user brings is opened first: a wrong file should not cost an hour of painting.
        try (FeatureExtractor extractor = order.openExtractor();
                Agreement agreement = Agreement.open(order.against().clip());
                DataSet set = DataSet.open(config, order.directory().resolve("data/emoji"), Progress.SILENT);
                TextEncoder text = TextConfig.from(order.root()).open()) {
            evaluation.run(new RunData(set, config.heldOut()), text, new Judges(extractor, agreement));
        }
    }

    /** Who looks at the pictures. */
    private record Judges(FeatureExtractor extractor, Agreement agreement) {}

    private void run(RunData data, TextEncoder text, Judges judges) throws IOException {
        RunModels models = new RunModels(order.root(), text.width());
        CheckpointFiles checkpoints = new SafetensorsCheckpoints(order.directory());
        int side = Studio.side(order, models);
        Subject subject = Subject.of(order, data, side);
        if (order.against().captions().isEmpty()) {
            new ModelMetrics(order, data, text, checkpoints).write(figures);
        }
        FeatureSet painted = new FeatureSet(judges.extractor());
        try (Studio studio = new Studio(order, text, models, checkpoints)) {
            paint(subject, studio, judges, painted);
        }
        ObjectNode facts = facts(subject, side);
        Optional<ClipScore> score = judges.agreement().score();
        if (score.isPresent()) {
            ObjectNode clip = facts.deepCopy();
            clip.set("clip", judges.agreement().facts());
            figures.write("CLIP score (mean cosine)", score.get().mean(), clip);
        }
        if (subject.references() > 0) {
            compare(subject, painted, judges.extractor(), facts);
        } else {
            heard.accept("no reference images, so no distance; --images DIR gives some");
        }
    }

    private void paint(Subject subject, Studio studio, Judges judges, FeatureSet painted) throws IOException {
        List<CaptionList.Entry> entries = subject.captions().entries();
        PictureFolder folder = PictureFolder.of(order.against().pictures());
        for (int from = 0; from < entries.size(); from += Studio.AT_ONCE) {
            List<CaptionList.Entry> part = entries.subList(from, Math.min(entries.size(), from + Studio.AT_ONCE));
            List<Picture> pictures = studio.paint(part);
            folder.write(part, pictures);
            judges.agreement().add(pictures, part);
            if (subject.references() > 0) {
                painted.add(pictures);
            }
            if (from / Studio.AT_ONCE % 16 == 0) {
                heard.accept("painted " + (from + part.size()) + " of " + entries.size());
            }
        }
    }

    private void compare(Subject subject, FeatureSet painted, FeatureExtractor extractor, ObjectNode facts)
            throws IOException {
        FeatureSet real = new FeatureSet(extractor);
        IntStream.range(0, subject.references())
                .forEach(i -> real.add(List.of(subject.reference().apply(i))));
        FeatureExtractor.Identity identity = extractor.identity();
        facts.put("references", real.size()).put("compared-with", subject.compared());
        facts.putObject("extractor")
                .put("name", identity.name())
                .put("sha256", identity.sha256())
                .put("resize", identity.resize())
                .put("width", real.width());
        if (Math.min(painted.size(), real.size()) <= real.width()) {
            facts.put("note", "no more images than features: compare with figures over as many images only");
        }
        figures.write(identity.frechet(), painted.frechet(real), facts);
        KernelDistance kernel = painted.kernel(real, order.seed());
        facts.put("deviation", kernel.deviation())
                .put("subsets", kernel.subsets())
                .put("subset-size", kernel.size());
        figures.write(identity.kernel(), kernel.mean(), facts);
    }

    /** All that pictures depend on. */
    private ObjectNode facts(Subject subject, int side) {
        Config sampling = order.root().getConfig("pieria.sampling");
        ObjectNode facts = Json.object()
                .put("images", subject.captions().entries().size())
                .put("side", side)
                .put("seed", order.seed())
                .put("guidance", sampling.getDouble("guidance"))
                .put("temperature", sampling.getDouble("temperature"))
                .put("base-steps", sampling.getInt("base-steps"))
                .put("superres-steps", order.high() ? sampling.getInt("superres-steps") : 0)
                .put("weights", "as trained, not averaged");
        facts.putObject("captions")
                .put("source", subject.captions().source())
                .put("sha256", subject.captions().sha256());
        ObjectNode checkpoints = facts.putObject("checkpoints");
        order.painters().forEach(phase -> checkpoints.put(phase, order.checkpoint(phase)));
        return facts;
    }
}
