package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.evaluation.ClipScore;
import org.pieria.model.evaluation.KernelDistance;

/** The pictures that one order has painted, judged, every figure with all that it depends on. For one thread. */
final class Exhibition {

    private final EvaluationOrder order;
    private final Subject subject;
    private final FeatureSet painted;
    private final Figures figures;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private ClipScore score = ClipScore.none();

    Exhibition(EvaluationOrder order, Subject subject, FeatureExtractor extractor, Figures figures) {
        this.order = order;
        this.subject = subject;
        this.painted = new FeatureSet(extractor);
        this.figures = figures;
    }

    /** Paints all captions and has the pictures looked at as they come. */
    void paint(Studio studio, Agreement agreement, Consumer<String> heard) throws IOException {
        List<CaptionList.Entry> entries = subject.captions().entries();
        PictureFolder folder = PictureFolder.of(order.against().pictures());
        for (int from = 0; from < entries.size(); from += Studio.AT_ONCE) {
            List<CaptionList.Entry> part = entries.subList(from, Math.min(entries.size(), from + Studio.AT_ONCE));
            List<Picture> pictures = studio.paint(part);
            folder.write(part, pictures);
            score = agreement.score(pictures, part).map(score::plus).orElse(score);
            if (subject.references() > 0) {
                painted.add(pictures);
            }
            if (from / Studio.AT_ONCE % 16 == 0) {
                heard.accept("painted " + (from + part.size()) + " of " + entries.size());
            }
        }
    }

    /**
     * Writes the figures.
     *
     * @param real of the references, if there are any
     * @return by name
     */
    Map<String, Double> judge(Agreement agreement, Optional<FeatureSet> real, FeatureExtractor.Identity identity)
            throws IOException {
        if (score.pairs() > 0) {
            ObjectNode clip = facts();
            clip.set("clip", agreement.facts());
            write("CLIP score (mean cosine)", score.mean(), clip);
        }
        if (real.isPresent()) {
            compare(real.get(), identity);
        }
        return values;
    }

    private void compare(FeatureSet real, FeatureExtractor.Identity identity) throws IOException {
        ObjectNode facts = facts().put("references", real.size()).put("compared-with", subject.compared());
        facts.putObject("extractor")
                .put("name", identity.name())
                .put("sha256", identity.sha256())
                .put("resize", identity.resize())
                .put("width", real.width());
        if (subject.paired() && painted.size() > 1) {
            ObjectNode pairs = facts.deepCopy().put("pairs-of", painted.compared(real));
            write(identity.ownNearer(), painted.ownNearer(real), pairs);
        }
        if (Math.min(painted.size(), real.size()) <= real.width()) {
            facts.put("note", "no more images than features: compare with figures over as many images only");
        }
        write(identity.frechet(), painted.frechet(real), facts);
        KernelDistance kernel = painted.kernel(real, order.seed());
        facts.put("deviation", kernel.deviation())
                .put("subsets", kernel.subsets())
                .put("subset-size", kernel.size());
        write(identity.kernel(), kernel.mean(), facts);
    }

    /** How far the features of the same caption's pictures are apart, on the mean; 0 would mean that nothing changed. */
    double apart(Exhibition other) {
        return painted.meanApart(other.painted);
    }

    private void write(String name, double value, ObjectNode facts) throws IOException {
        figures.write(name, value, facts);
        values.put(name, value);
    }

    /** All that pictures depend on. */
    private ObjectNode facts() {
        Config sampling = order.root().getConfig("pieria.sampling");
        ObjectNode facts = Json.object()
                .put("images", subject.captions().entries().size())
                .put("side", subject.side())
                .put("seed", order.seed())
                .put("guidance", order.guidance())
                .put("guidance-schedule", sampling.getString("guidance-schedule"))
                .put("temperature", sampling.getDouble("temperature"))
                .put("top-k", sampling.getInt("top-k"))
                .put("order", sampling.getString("order"))
                .put("base-steps", sampling.getInt("base-steps"))
                .put("superres-steps", order.high() ? sampling.getInt("superres-steps") : 0);
        facts.putObject("captions")
                .put("source", subject.captions().source())
                .put("sha256", subject.captions().sha256());
        ObjectNode weights = facts.putObject("weights");
        order.painters().forEach(phase -> weights.put(phase, order.weights(phase)));
        ObjectNode checkpoints = facts.putObject("checkpoints");
        order.painters().forEach(phase -> checkpoints.put(phase, order.checkpoint(phase)));
        return facts;
    }
}
