package org.pieria.worker.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pieria.worker.phase.RunModels;

/**
 * What each kind of conditioning is worth: the same figure with it and without it.
 *
 * @param rows in the order they are told
 */
record Differences(List<Row> rows) {

    Differences {
        rows = List.copyOf(rows);
    }

    /** One figure, and the same with something taken away. */
    record Row(String what, double with, double without) {}

    /**
     * Of the losses that the model's own metrics hold; what is missing there is missing here.
     *
     * @param metrics by phase and name
     */
    static Differences ofLosses(Map<String, Double> metrics) {
        List<Row> rows = new ArrayList<>();
        for (String phase : List.of(RunModels.BASE, RunModels.SUPERRES)) {
            String right = phase + " training-right-caption";
            add(rows, metrics, phase + " loss, training: caption right/shuffled", right, "training-shuffled-caption");
            String held = phase + " cross-entropy";
            add(rows, metrics, phase + " loss, held out: caption/none", held, "cross-entropy-no-caption");
            add(rows, metrics, phase + " loss, held out: low tokens/none", held, "cross-entropy-no-low-tokens");
        }
        return new Differences(rows);
    }

    private static void add(List<Row> rows, Map<String, Double> metrics, String what, String with, String without) {
        Double kept = metrics.get(with);
        Double taken = metrics.get(with.substring(0, with.indexOf(' ') + 1) + without);
        if (kept != null && taken != null) {
            rows.add(new Row(what, kept, taken));
        }
    }

    /** Of the same figures of two sets of pictures, of the same captions and seeds. */
    static Differences ofPictures(Map<String, Double> with, Map<String, Double> without) {
        List<Row> rows = new ArrayList<>();
        with.forEach((name, value) -> {
            Double other = without.get(name);
            if (other != null) {
                rows.add(new Row(name, value, other));
            }
        });
        return new Differences(rows);
    }

    /** For a terminal, a line each; nothing when there is nothing to compare. */
    List<String> lines(String with, String without) {
        List<String> lines = new ArrayList<>();
        if (!rows.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%-50s %12s %12s %12s", "", with, without, "difference"));
        }
        for (Row row : rows) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-50s %12.6g %12.6g %+12.6g",
                    row.what(),
                    row.with(),
                    row.without(),
                    row.without() - row.with()));
        }
        return lines;
    }
}
