package org.pieria.model.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How many numbers a model keeps, counted in the graph that it really builds; nothing is allocated.
 *
 * @param trained parameters with a gradient
 * @param slots numbers that the optimizer keeps beside them
 */
public record ModelSize(long trained, long slots) {

    /** Builds the forward pass of one slice and counts. */
    public static ModelSize of(Model model) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            model.slice(tf, parameters, inputs(tf, model.feeds()));
            List<Parameter> trained = parameters.all(Parameter.Kind.TRAINED);
            return new ModelSize(
                    trained.stream()
                            .mapToLong(parameter -> parameter.shape().size())
                            .sum(),
                    trained.stream()
                            .mapToLong(parameter -> slots(model.optimizer(), parameter))
                            .sum());
        }
    }

    private static long slots(Optimizer optimizer, Parameter parameter) {
        return optimizer.slots(parameter.shape()).values().stream()
                .mapToLong(Shape::size)
                .sum();
    }

    private static Inputs inputs(Ops tf, List<Feed> feeds) {
        Map<String, Operand<TFloat32>> floats = new HashMap<>();
        Map<String, Operand<TInt32>> ints = new HashMap<>();
        for (Feed feed : feeds) {
            if (feed.type() == Feed.Type.FLOAT) {
                floats.put(feed.name(), tf.placeholder(TFloat32.class, Placeholder.shape(feed.shape())));
            } else {
                ints.put(feed.name(), tf.placeholder(TInt32.class, Placeholder.shape(feed.shape())));
            }
        }
        return new Inputs(floats, ints);
    }
}
