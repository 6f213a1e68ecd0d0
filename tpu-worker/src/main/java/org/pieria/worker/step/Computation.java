package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * Something computed from fed values and frozen weights: a forward pass.
 *
 * @param name of the function
 * @param feeds what it is fed
 * @param body how it is computed
 */
public record Computation(String name, List<Feed> feeds, Body body) {

    public Computation {
        feeds = List.copyOf(feeds);
    }

    /** Builds the graph of a computation. */
    @FunctionalInterface
    public interface Body {
        List<? extends Operand<? extends TType>> build(Ops tf, Parameters parameters, Inputs inputs);
    }

    /** A model's loss, then its statistics in their order, of one slice: what an evaluation asks for. */
    public static Computation ofModel(String name, Model model) {
        return new Computation(name, model.feeds(), (tf, parameters, inputs) -> {
            SliceOutputs outputs = model.slice(tf, parameters, inputs);
            List<Operand<? extends TType>> results = new ArrayList<>();
            results.add(outputs.loss());
            results.addAll(outputs.statistics().values());
            return results;
        });
    }
}
