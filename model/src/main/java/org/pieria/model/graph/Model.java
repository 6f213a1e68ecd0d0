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

    /** Into how many equal parts the samples of a slice are divided, computed one after another, to need less memory. */
    default int parts() {
        return 1;
    }

    /**
     * This model for the samples of one part alone. Where there is more than one, the loss and all statistics must be means
     * over the samples, since a slice then gives the mean over its parts.
     */
    default Model part() {
        return this;
    }

    /** Changes what the optimizer does not know: moving averages, revived codes. Called once, after the optimizer. */
    default void revise(Ops tf, Revision revision) {}
}
