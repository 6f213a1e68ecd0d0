package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Trains a model on one slice per step, gradient and update in one graph: what the engine does, without the engine. */
public final class TrainingLoop implements AutoCloseable {

    private final Model model;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Map<String, Operand<? extends TType>> feeds = new LinkedHashMap<>();
    private final Map<String, Output<?>> placeholders = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> updated = new LinkedHashMap<>();
    private final Map<String, TFloat32> state = new LinkedHashMap<>();
    private final SliceOutputs outputs;
    private final Placeholder<TFloat32> rates;
    private long step;

    public TrainingLoop(Model model, long seed) {
        this.model = model;
        Parameters parameters = Parameters.fed(tf);
        outputs = model.slice(tf, parameters, inputs(model.feeds()));
        rates = tf.placeholder(
                TFloat32.class, Placeholder.shape(Shape.of(model.optimizer().rateCount())));
        update(parameters);
        for (Parameter parameter : parameters.all()) {
            CounterRandom random = CounterRandom.of(seed).at(parameter.name());
            hold(
                    parameter.name(),
                    parameter.resource(),
                    parameter.initializer().values(random, parameter.shape()),
                    parameter.shape());
        }
        session = new Session(graph, oneThread());
    }

    /** One step; gives the loss and the statistics of the step, by name. */
    public Statistics step(Map<String, ? extends TType> fed) {
        step++;
        Session.Runner runner = session.runner();
        feeds.forEach((name, operand) -> runner.feed(operand.asOutput(), fed.get(name)));
        placeholders.forEach((name, output) -> runner.feed(output, held(name)));
        try (TFloat32 now = floats(model.optimizer().rates(step), rates.shape())) {
            runner.feed(rates, now).fetch(outputs.loss());
            outputs.statistics().values().forEach(runner::fetch);
            updated.values().forEach(runner::fetch);
            return take(runner.run());
        }
    }

    /** The current value of a parameter or slot. */
    public float[] value(String name) {
        return read(held(name));
    }

    /** All current values by name; they belong to this loop. */
    public Map<String, TFloat32> state() {
        return state;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
        state.values().forEach(Tensor::close);
    }

    public static TFloat32 floats(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values));
    }

    public static float[] read(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    public static ConfigProto oneThread() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
    }

    private TFloat32 held(String name) {
        return Objects.requireNonNull(state.get(name), name);
    }

    /** The loss and the statistics of one step. */
    public record Statistics(Map<String, float[]> byName) {

        public float[] values(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }

        public float scalar(String name) {
            return values(name)[0];
        }
    }

    private Inputs inputs(List<Feed> wanted) {
        Map<String, Operand<TFloat32>> floats = new LinkedHashMap<>();
        Map<String, Operand<TInt32>> ints = new LinkedHashMap<>();
        for (Feed feed : wanted) {
            if (feed.type() == Feed.Type.FLOAT) {
                floats.put(feed.name(), tf.placeholder(TFloat32.class, Placeholder.shape(feed.shape())));
            } else {
                ints.put(feed.name(), tf.placeholder(TInt32.class, Placeholder.shape(feed.shape())));
            }
        }
        feeds.putAll(floats);
        feeds.putAll(ints);
        return new Inputs(floats, ints);
    }

    private void update(Parameters parameters) {
        List<Parameter> trained = parameters.all(Parameter.Kind.TRAINED);
        Output<?>[] values = trained.stream().map(p -> p.value().asOutput()).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(outputs.loss().asOutput(), values);
        for (int i = 0; i < trained.size(); i++) {
            update(trained.get(i), gradients[i]);
        }
        parameters.all(Parameter.Kind.STATE).forEach(p -> updated.put(p.name(), p.value()));
        model.revise(tf, new Revision(updated, outputs.statistics()));
        updated.replaceAll((name, value) -> tf.identity(value));
    }

    @SuppressWarnings("unchecked")
    private void update(Parameter parameter, Output<?> gradient) {
        Map<String, Operand<TFloat32>> slots = new LinkedHashMap<>();
        model.optimizer().slots(parameter.shape()).forEach((slot, shape) -> {
            Placeholder<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            slots.put(slot, placeholder);
            hold(
                    parameter.name() + "/" + slot,
                    placeholder.asOutput(),
                    new float[Math.toIntExact(shape.size())],
                    shape);
        });
        Optimizer.Updated result = model.optimizer()
                .update(
                        tf,
                        new Optimizer.Tensors(
                                parameter.shape(), parameter.value(), (Operand<TFloat32>) gradient, slots),
                        rates);
        updated.put(parameter.name(), result.value());
        result.slots().forEach((slot, value) -> updated.put(parameter.name() + "/" + slot, value));
    }

    private void hold(String name, Output<?> placeholder, float[] values, Shape shape) {
        placeholders.put(name, placeholder);
        state.put(name, floats(values, shape));
    }

    private Statistics take(Result result) {
        List<String> names = new ArrayList<>(outputs.statistics().keySet());
        Map<String, float[]> statistics = new LinkedHashMap<>();
        statistics.put("loss", read((TFloat32) result.get(0)));
        for (int i = 0; i < names.size(); i++) {
            try (TFloat32 statistic = (TFloat32) result.get(1 + i)) {
                statistics.put(names.get(i), read(statistic));
            }
        }
        int next = 1 + names.size();
        for (String name : updated.keySet()) {
            state.put(name, (TFloat32) result.get(next++)).close();
        }
        result.get(0).close();
        return new Statistics(statistics);
    }
}
