package org.pieria.benchmarks;

import java.util.Iterator;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Placeholders;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/** Counts the same work another way: by the shapes in the graph that a model really builds. */
final class GraphFlop {

    private GraphFlop() {}

    /** Of one slice's forward pass. */
    static double forward(Model model) {
        return count(model, false);
    }

    /** Of one slice's loss and gradient. */
    static double forwardAndBackward(Model model) {
        return count(model, true);
    }

    private static double count(Model model, boolean differentiate) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.fed(tf);
            SliceOutputs outputs = model.slice(
                    tf, parameters, Placeholders.of(tf, model.feeds()).inputs());
            if (differentiate) {
                graph.addGradients(
                        outputs.loss().asOutput(),
                        parameters.all(Parameter.Kind.TRAINED).stream()
                                .map(parameter -> parameter.value().asOutput())
                                .toArray(Output<?>[]::new));
            }
            return count(graph);
        }
    }

    private static double count(Graph graph) {
        double flop = 0;
        for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
            flop += count(all.next());
        }
        return flop;
    }

    /** A product's first factor meets every column of the result, a convolution's result every weight of its channel. */
    private static double count(GraphOperation operation) {
        return switch (operation.type()) {
            case "MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" ->
                2.0 * shape(operation.input(0)).size() * columns(operation.output(0));
            case "Conv2D" ->
                2.0
                        * shape(operation.output(0)).size()
                        * shape(operation.input(1)).size()
                        / columns(operation.output(0));
            default -> 0;
        };
    }

    private static long columns(Output<?> matrix) {
        Shape shape = shape(matrix);
        return shape.get(shape.numDimensions() - 1);
    }

    private static Shape shape(Output<?> output) {
        Shape shape = output.shape();
        if (shape.hasUnknownDimension()) {
            throw new IllegalStateException(output + " has no static shape: " + shape);
        }
        return shape;
    }
}
