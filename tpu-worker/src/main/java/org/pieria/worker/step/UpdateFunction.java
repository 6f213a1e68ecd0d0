package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.pieria.worker.bundle.BundleShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * The function that applies a step: a pure function of the state, the sum of the bundles over all slices and the rates of the
 * step. Its one result is the optimizer's report [trained parameters, 4], whose last column counts all clips so far.
 *
 * @param variables the whole state, in the order of the resource arguments
 */
record UpdateFunction(DeviceFunction function, List<Variable> variables, List<String> trained) {

    /** The variable that counts how often each trained tensor's update was clipped. */
    static final String CLIPS = "optimizer/clips";

    /** The name under which the sum of a segment is fed. */
    static String sum(int segment) {
        return segment == 0 ? "sum" : "sum" + segment;
    }

    static UpdateFunction of(String name, Model model, SliceFunction slice, int slices) {
        try (Graph graph = new Graph()) {
            return new Builder(graph, model, slice).build(name, slices);
        }
    }

    private static final class Builder {

        private final Graph graph;
        private final Ops tf;
        private final Parameters registry;
        private final Model model;
        private final Optimizer optimizer;
        private final SliceFunction slice;
        private final List<Parameter> trained;
        private final Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();

        Builder(Graph graph, Model model, SliceFunction slice) {
            this.graph = graph;
            this.tf = Ops.create(graph);
            this.registry = Parameters.resources(tf);
            this.model = model;
            this.optimizer = model.optimizer();
            this.slice = slice;
            this.trained = slice.parameters().stream()
                    .filter(parameter -> parameter.kind() == Parameter.Kind.TRAINED)
                    .toList();
        }

        UpdateFunction build(String name, int slices) {
            declare();
            List<Feed> feeds = feeds();
            List<Operand<TFloat32>> fed = new ArrayList<>();
            feeds.forEach(feed -> fed.add(tf.placeholder(TFloat32.class, Placeholder.shape(feed.shape()))));
            List<Operand<TFloat32>> mean = new ArrayList<>();
            fed.subList(0, fed.size() - 1).forEach(sum -> mean.add(tf.math.mul(sum, tf.constant(1f / slices))));
            Operand<TFloat32> rates = fed.get(fed.size() - 1);
            Operand<TFloat32> reports = update(mean, rates);
            model.revise(tf, new Revision(values, statistics(mean)));
            Output<?> result = assign(reports);
            List<Output<?>> inputs = new ArrayList<>();
            registry.all().forEach(parameter -> inputs.add(parameter.resource()));
            fed.forEach(operand -> inputs.add(operand.asOutput()));
            DeviceFunction function = new DeviceFunction(
                    FunctionBody.of(graph, name, inputs, List.of(result)),
                    registry.all().stream().map(Parameter::name).toList(),
                    feeds,
                    List.of(result.dataType()));
            return new UpdateFunction(function, variables(), names());
        }

        /** The sum of each segment, then the rates. */
        private List<Feed> feeds() {
            List<Feed> feeds = new ArrayList<>();
            for (BundleShape.Segment segment : slice.layout().shape().segments()) {
                feeds.add(Feed.floats(sum(feeds.size()), segment.length()));
            }
            feeds.add(Feed.floats("rates", optimizer.rateCount()));
            return feeds;
        }

        /** Every variable of the state, first the model's own, then the slots. */
        private void declare() {
            for (Parameter parameter : slice.parameters()) {
                if (parameter.kind() != Parameter.Kind.FROZEN) {
                    long[] shape = parameter.shape().asArray();
                    values.put(parameter.name(), registry.get(parameter.name(), parameter.initializer(), shape));
                }
            }
            for (Parameter parameter : trained) {
                optimizer.slots(parameter.shape()).forEach((slot, shape) -> {
                    String name = parameter.name() + "/" + slot;
                    values.put(name, registry.get(name, Initializer.zeros(), shape.asArray()));
                });
            }
            values.put(CLIPS, registry.get(CLIPS, Initializer.zeros(), trained.size()));
        }

        private Operand<TFloat32> update(List<Operand<TFloat32>> mean, Operand<TFloat32> rates) {
            List<Operand<TFloat32>> reports = new ArrayList<>();
            for (Parameter parameter : trained) {
                Optimizer.Updated updated = optimizer.update(tf, tensors(parameter, mean), rates);
                values.put(parameter.name(), updated.value());
                updated.slots().forEach((slot, value) -> values.put(parameter.name() + "/" + slot, value));
                reports.add(updated.report());
            }
            return countClips(tf.stack(reports));
        }

        /** The last column of the reports, 1 where an update was clipped, becomes the count of all clips so far. */
        private Operand<TFloat32> countClips(Operand<TFloat32> reports) {
            int rows = trained.size();
            Operand<TFloat32> rest = tf.slice(reports, tf.constant(new int[] {0, 0}), tf.constant(new int[] {rows, 3}));
            Operand<TFloat32> now = tf.slice(reports, tf.constant(new int[] {0, 3}), tf.constant(new int[] {rows, 1}));
            Operand<TFloat32> clips = tf.math.add(value(CLIPS), tf.reshape(now, tf.constant(new int[] {rows})));
            values.put(CLIPS, clips);
            return tf.concat(List.of(rest, tf.expandDims(clips, tf.constant(1))), tf.constant(1));
        }

        private Optimizer.Tensors tensors(Parameter parameter, List<Operand<TFloat32>> mean) {
            Map<String, Operand<TFloat32>> slots = new LinkedHashMap<>();
            optimizer
                    .slots(parameter.shape())
                    .keySet()
                    .forEach(slot -> slots.put(slot, value(parameter.name() + "/" + slot)));
            Operand<TFloat32> gradient = part(mean, slice.layout().gradient(parameter.name()));
            return new Optimizer.Tensors(parameter.shape(), value(parameter.name()), gradient, slots);
        }

        private Map<String, Operand<TFloat32>> statistics(List<Operand<TFloat32>> mean) {
            Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
            slice.layout().statistics().forEach(part -> statistics.put(part.name(), part(mean, part)));
            return statistics;
        }

        private Operand<TFloat32> part(List<Operand<TFloat32>> mean, BundleLayout.Part part) {
            Operand<TFloat32> flat =
                    tf.slice(mean.get(part.segment()), tf.constant(new int[] {part.offset()}), tf.constant(new int[] {
                        part.length()
                    }));
            return tf.reshape(flat, tf.constant(part.shape().asArray()));
        }

        /** Assigns every variable after every read, and returns the report after every assignment. */
        private Output<?> assign(Operand<TFloat32> reports) {
            OperationBuilder reads = builder("NoOp", "reads");
            registry.all()
                    .forEach(variable -> reads.addControlInput(variable.value().op()));
            Operation allRead = reads.build();
            OperationBuilder done = builder("Identity", "report").addInput(reports.asOutput());
            for (Parameter variable : registry.all()) {
                done.addControlInput(builder("AssignVariableOp", "assign")
                        .addInput(variable.resource())
                        .addInput(value(variable.name()).asOutput())
                        .setAttr("dtype", DataType.DT_FLOAT)
                        .addControlInput(allRead)
                        .build());
            }
            return done.build().output(0);
        }

        private OperationBuilder builder(String type, String name) {
            return graph.opBuilder(type, tf.scope().makeOpName(name), tf.scope());
        }

        private Operand<TFloat32> value(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        private List<Variable> variables() {
            return registry.all().stream().map(Variable::of).toList();
        }

        private List<String> names() {
            return trained.stream().map(Parameter::name).toList();
        }
    }
}
