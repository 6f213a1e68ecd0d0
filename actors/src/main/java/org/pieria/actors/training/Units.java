package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;

/** Makes the units of work of the run's jobs. Their numbers are fixed, so that nothing depends on how many workers share them. */
final class Units {

    /** Parts of the data set that are tokenised by themselves. */
    static final int TOKENISE = 16;

    /** Parts of an evaluation: one, since a signal-to-noise ratio is no mean of the ratios of parts. */
    static final int EVALUATE = 1;

    private Units() {}

    /**
     * What rank 0 does at a step's boundary. No checkpoint of the phase itself is named: the standing state is meant.
     */
    static List<JobUnit> atBoundary(Assignment assignment, long step, Cadence cadence) {
        List<JobUnit> units = new ArrayList<>();
        if (assignment.rank() == 0 && cadence.evaluates(step)) {
            units.addAll(evaluate(assignment.phase(), step, 1, assignment.frozen()));
        }
        if (assignment.rank() == 0 && cadence.samples(step)) {
            units.add(paint(assignment.phase(), step, assignment.frozen()));
        }
        return units;
    }

    static List<JobUnit> evaluate(String phase, long step, int count, Map<String, String> checkpoints) {
        Map<String, String> arguments = Map.of("phase", phase, "step", Long.toString(step));
        String name = "evaluate-" + phase + "-" + step;
        return units(JobUnit.Kind.EVALUATE, name, count, new Weights(checkpoints, arguments));
    }

    static JobUnit paint(String phase, long step, Map<String, String> checkpoints) {
        Map<String, String> arguments =
                Map.of("phase", phase, "step", Long.toString(step), "directory", "samples/" + phase + "-" + step);
        String name = "paint-" + phase + "-" + step;
        return units(JobUnit.Kind.SAMPLE, name, 1, new Weights(checkpoints, arguments))
                .get(0);
    }

    static List<JobUnit> tokenise(String directory, Map<String, String> checkpoints) {
        Weights weights = new Weights(checkpoints, Map.of("directory", directory));
        return units(JobUnit.Kind.TOKENISE, directory, TOKENISE, weights);
    }

    private static List<JobUnit> units(JobUnit.Kind kind, String name, int count, Weights weights) {
        return IntStream.range(0, count)
                .mapToObj(index ->
                        new JobUnit(kind, name + "-" + index, index, count, weights.checkpoints(), weights.arguments()))
                .collect(Collectors.toList());
    }

    private record Weights(Map<String, String> checkpoints, Map<String, String> arguments) {}
}
