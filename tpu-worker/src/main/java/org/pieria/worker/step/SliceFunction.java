package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Placeholders;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The function that computes one slice's bundle: forward pass, gradient, statistics, all in one flat array.
 *
 * @param parameters what the model declared, in registry order
 */
record SliceFunction(DeviceFunction function, BundleLayout layout, List<Parameter> parameters) {

    /** With gradients: what a training step computes. */
    static SliceFunction training(String name, Model model) {
        return build(name, model, true);
    }

    /** Loss and statistics only: what an evaluation computes. */
    static SliceFunction forward(String name, Model model) {
        return build(name, model, false);
    }

    private static SliceFunction build(String name, Model model, boolean differentiate) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            Placeholders fed = Placeholders.of(tf, model.feeds());
            SliceOutputs outputs = model.slice(tf, parameters, fed.inputs());
            List<Parameter> trained = differentiate ? parameters.all(Parameter.Kind.TRAINED) : List.of();
            BundleLayout layout = BundleLayout.of(outputs, trained);
            Output<?> bundle = bundle(tf, graph, outputs, trained);
            List<Output<?>> inputs = new ArrayList<>();
            parameters.all().forEach(parameter -> inputs.add(parameter.resource()));
            inputs.addAll(fed.inOrder());
            DeviceFunction function = new DeviceFunction(
                    FunctionBody.of(graph, name, inputs, List.of(bundle)),
                    parameters.all().stream().map(Parameter::name).toList(),
                    model.feeds(),
                    List.of(bundle.dataType()));
            return new SliceFunction(function, layout, parameters.all());
        }
    }

    private static Output<?> bundle(Ops tf, Graph graph, SliceOutputs outputs, List<Parameter> trained) {
        List<Operand<TFloat32>> flat = new ArrayList<>();
        flat.add(flatten(tf, outputs.loss()));
        outputs.statistics().values().forEach(statistic -> flat.add(flatten(tf, statistic)));
        if (!trained.isEmpty()) {
            Output<?>[] gradients = graph.addGradients(outputs.loss().asOutput(), values(trained));
            for (Output<?> gradient : gradients) {
                flat.add(flatten(tf, gradient.expect(TFloat32.class)));
            }
        }
        return flat.size() == 1
                ? flat.get(0).asOutput()
                : tf.concat(flat, tf.constant(0)).asOutput();
    }

    private static Output<?>[] values(List<Parameter> trained) {
        return trained.stream().map(parameter -> parameter.value().asOutput()).toArray(Output<?>[]::new);
    }

    private static Operand<TFloat32> flatten(Ops tf, Operand<TFloat32> tensor) {
        return tf.reshape(tensor, tf.constant(new int[] {-1}));
    }
}
