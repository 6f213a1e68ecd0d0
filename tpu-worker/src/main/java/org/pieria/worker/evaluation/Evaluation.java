package org.pieria.worker.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.DataConfig;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.data.Progress;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.text.RecordedEncoder;

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
                TextEncoder text = RecordedEncoder.open(order.directory(), order.root())) {
            evaluation.run(new RunData(set, config.heldOut()), text, new Judges(extractor, agreement));
        }
    }

    /** Who looks at the pictures. */
    private record Judges(FeatureExtractor extractor, Agreement agreement) {}

    private void run(RunData data, TextEncoder text, Judges judges) throws IOException {
        RunModels models = new RunModels(order.root(), text.width());
        CheckpointFiles checkpoints = new JudgedWeights(order.directory());
        Subject subject = Subject.of(order, data, Studio.side(order, models));
        if (order.against().captions().isEmpty()) {
            Map<String, Double> metrics = new ModelMetrics(order, data, text, checkpoints).write(figures);
            Differences.ofLosses(metrics).lines("with", "without").forEach(heard);
        }
        Optional<FeatureSet> real = references(subject, judges.extractor());
        Painters painters = new Painters(text, models, checkpoints);
        Shown shown = show(order, painters, new Visit(subject, judges, real));
        if (order.against().guidance().isPresent()) {
            compare(shown, painters, new Visit(subject, judges, real));
        }
    }

    private Optional<FeatureSet> references(Subject subject, FeatureExtractor extractor) {
        if (subject.references() == 0) {
            heard.accept("no reference images, so no distance; --images DIR gives some");
            return Optional.empty();
        }
        FeatureSet real = new FeatureSet(extractor);
        IntStream.range(0, subject.references())
                .forEach(i -> real.add(List.of(subject.reference().apply(i))));
        return Optional.of(real);
    }

    /** What paints. */
    private record Painters(TextEncoder text, RunModels models, CheckpointFiles checkpoints) {}

    /** What is looked at, by whom, and beside what. */
    private record Visit(Subject subject, Judges judges, Optional<FeatureSet> real) {}

    /** Judged pictures and their figures by name. */
    private record Shown(Exhibition exhibition, Map<String, Double> figures) {}

    private Shown show(EvaluationOrder painted, Painters painters, Visit visit) throws IOException {
        FeatureExtractor extractor = visit.judges().extractor();
        Exhibition exhibition = new Exhibition(painted, visit.subject(), extractor, figures);
        Agreement agreement = visit.judges().agreement();
        try (Studio studio = new Studio(painted, painters.text(), painters.models(), painters.checkpoints())) {
            exhibition.paint(studio, agreement, heard);
        }
        return new Shown(exhibition, exhibition.judge(agreement, visit.real(), extractor.identity()));
    }

    /** The same captions and seeds at another guidance: what guidance is worth. */
    private void compare(Shown shown, Painters painters, Visit visit) throws IOException {
        EvaluationOrder other = order.at(order.against().guidance().orElseThrow());
        Shown otherwise = show(other, painters, visit);
        Differences.ofPictures(shown.figures(), otherwise.figures())
                .lines("guidance " + order.guidance(), "guidance " + other.guidance())
                .forEach(heard);
        if (visit.real().isPresent()) {
            double apart = shown.exhibition().apart(otherwise.exhibition());
            heard.accept(String.format(
                    Locale.ROOT, "%-50s %12.6g", "pictures of a caption at both, mean distance of features", apart));
        }
    }
}
