package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import org.pieria.model.graph.Fence;
import org.pieria.model.graph.Gradients;
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

    /**
     * Builds it.
     *
     * @param fence of what is computed twice
     */
    static SliceFunction of(String name, Model model, Fence fence) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            Placeholders fed = Placeholders.of(tf, model.feeds());
            SliceOutputs outputs = model.slice(tf, parameters, fed.inputs());
            BundleLayout layout = BundleLayout.of(outputs, parameters.all(Parameter.Kind.TRAINED));
            Output<?> bundle = bundle(tf, outputs, Gradients.of(tf, outputs.loss(), parameters, fence));
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

    private static Output<?> bundle(Ops tf, SliceOutputs outputs, List<Operand<TFloat32>> gradients) {
        List<Operand<TFloat32>> flat = new ArrayList<>();
        flat.add(flatten(tf, outputs.loss()));
        outputs.statistics().values().forEach(statistic -> flat.add(flatten(tf, statistic)));
        gradients.forEach(gradient -> flat.add(flatten(tf, gradient)));
        return flat.size() == 1
                ? flat.get(0).asOutput()
                : tf.concat(flat, tf.constant(0)).asOutput();
    }

    private static Operand<TFloat32> flatten(Ops tf, Operand<TFloat32> tensor) {
        return tf.reshape(tensor, tf.constant(new int[] {-1}));
    }
}
