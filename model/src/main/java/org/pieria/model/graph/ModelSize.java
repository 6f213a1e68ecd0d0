package org.pieria.model.graph;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

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
            model.slice(tf, parameters, Placeholders.of(tf, model.feeds()).inputs());
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
}
