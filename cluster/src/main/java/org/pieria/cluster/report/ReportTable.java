package org.pieria.cluster.report;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.progress.Words;

/** A report for the person who started the run. */
public final class ReportTable {

    private ReportTable() {}

    /** One line per phase, held-out metrics below. */
    public static String of(RunReport report) {
        Table table = new Table("phase", "steps", "time", "images/s", "first loss", "last loss");
        report.phases()
                .forEach(phase -> table.row(
                        phase.name(),
                        phase.steps() + "/" + phase.plannedSteps(),
                        Words.duration(orNaN(phase.wallSeconds())),
                        Words.number(orNaN(phase.imagesPerSecond())),
                        Words.number(orNaN(phase.firstLoss())),
                        Words.number(orNaN(phase.lastLoss()))));
        String heldOut = report.phases().stream()
                .filter(phase -> !phase.heldOut().isEmpty())
                .map(phase -> "held out, " + phase.name() + ": " + metrics(phase.heldOut()) + "\n")
                .collect(Collectors.joining());
        return table.render() + heldOut;
    }

    private static String metrics(Map<String, @Nullable Double> metrics) {
        return metrics.entrySet().stream()
                .map(metric -> metric.getKey() + " " + Words.number(orNaN(metric.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
