package org.pieria.model.graph;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.op.Ops;

/**
 * A model that a phase trains: pure graph construction, no state, no input or output. The engine builds two functions from
 * it: one that computes the gradient and the statistics of one slice, and one that applies their sum.
 */
public interface Model {

    /** The inputs of one slice. */
    List<Feed> feeds();

    /** The forward pass of one slice, in training. Called once per graph. */
    SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs);

    /** How the trained parameters change. */
    Optimizer optimizer();

    /**
     * Further quantities of a step that sums of its statistics tell, computed on the host, equal on all hosts.
     *
     * @param sums gives the sum over all slices of a statistic, row-major, by its name
     */
    default Map<String, Double> quantities(Function<String, float[]> sums) {
        return Map.of();
    }

    /** Changes what the optimizer does not know: moving averages, revived codes. Called once, after the optimizer. */
    default void revise(Ops tf, Revision revision) {}
}
