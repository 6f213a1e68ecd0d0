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
 * The function that computes one slice's bundle: forward pass, gradient, statistics, in one flat result per segment.
 *
 * @param parameters what the model declared, in registry order
 */
record SliceFunction(DeviceFunction function, BundleLayout layout, List<Parameter> parameters) {

    /**
     * Builds it.
     *
     * @param fence of what is computed twice
     * @param packing of its bundle
     */
    static SliceFunction of(String name, Model model, Fence fence, Packing packing) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            Placeholders fed = Placeholders.of(tf, model.feeds());
            SliceOutputs outputs = model.slice(tf, parameters, fed.inputs());
            BundleLayout layout = BundleLayout.of(outputs, parameters.all(Parameter.Kind.TRAINED), packing);
            List<Output<?>> bundle =
                    bundle(tf, layout, flat(tf, outputs, Gradients.of(tf, outputs.loss(), parameters, fence)));
            List<Output<?>> inputs = new ArrayList<>();
            parameters.all().forEach(parameter -> inputs.add(parameter.resource()));
            inputs.addAll(fed.inOrder());
            DeviceFunction function = new DeviceFunction(
                    FunctionBody.of(graph, name, inputs, bundle),
                    parameters.all().stream().map(Parameter::name).toList(),
                    model.feeds(),
                    bundle.stream().map(Output::dataType).toList());
            return new SliceFunction(function, layout, parameters.all());
        }
    }

    /** All parts of the bundle in the layout's order. */
    private static List<Operand<TFloat32>> flat(Ops tf, SliceOutputs outputs, List<Operand<TFloat32>> gradients) {
        List<Operand<TFloat32>> flat = new ArrayList<>();
        flat.add(flatten(tf, outputs.loss()));
        outputs.statistics().values().forEach(statistic -> flat.add(flatten(tf, statistic)));
        flat.add(tf.constant(new float[1]));
        gradients.forEach(gradient -> flat.add(flatten(tf, gradient)));
        return flat;
    }

    private static List<Output<?>> bundle(Ops tf, BundleLayout layout, List<Operand<TFloat32>> flat) {
        List<Output<?>> segments = new ArrayList<>();
        int from = 0;
        for (int segment = 0; segment < layout.shape().segments().size(); segment++) {
            int to = from + layout.parts(segment).size();
            segments.add(concatenated(tf, flat.subList(from, to)));
            from = to;
        }
        return segments;
    }

    private static Output<?> concatenated(Ops tf, List<Operand<TFloat32>> flat) {
        return flat.size() == 1
                ? flat.get(0).asOutput()
                : tf.concat(flat, tf.constant(0)).asOutput();
    }

    private static Operand<TFloat32> flatten(Ops tf, Operand<TFloat32> tensor) {
        return tf.reshape(tensor, tf.constant(new int[] {-1}));
    }
}
