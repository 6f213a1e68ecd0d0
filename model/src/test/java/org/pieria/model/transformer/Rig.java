package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Fence;
import org.pieria.model.graph.Gradients;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Runs a piece of a model alone: parameters and inputs are fed from arrays, which a test may change between runs. */
final class Rig implements AutoCloseable {

    /** Builds what the test fetches. */
    interface Build {
        Map<String, Operand<TFloat32>> of(Ops tf, Parameters parameters, Inputs inputs);
    }

    final Named<float[]> parameters = new Named<>();
    final Named<float[]> floats = new Named<>();
    final Named<int[]> ints = new Named<>();

    private final Graph graph = new Graph();
    private final Map<String, Operand<TFloat32>> floatFeeds = new HashMap<>();
    private final Map<String, Operand<TInt32>> intFeeds = new HashMap<>();
    private final Named<Shape> shapes = new Named<>();
    private final Map<String, Operand<TFloat32>> fetches;
    private final Parameters registry;
    private final List<Parameter> declared;
    private final Session session;

    Rig(List<Feed> feeds, Build build) {
        Ops tf = Ops.create(graph);
        feeds.forEach(feed -> declare(tf, feed));
        registry = Parameters.fed(tf);
        fetches = new LinkedHashMap<>(build.of(tf, registry, new Inputs(floatFeeds, intFeeds)));
        declared = registry.all();
        CounterRandom random = CounterRandom.of(1);
        declared.forEach(parameter -> parameters.put(
                parameter.name(), parameter.initializer().values(random.at(parameter.name()), parameter.shape())));
        session = new Session(graph);
    }

    /** Adds {@code gradient/NAME} of the fetch {@code loss} to the fetches. */
    Rig withGradients() {
        Ops tf = Ops.create(graph);
        List<Operand<TFloat32>> gradients =
                Gradients.of(tf, Objects.requireNonNull(fetches.get("loss")), registry, Fence.CONTROL);
        for (int i = 0; i < gradients.size(); i++) {
            fetches.put("gradient/" + declared.get(i).name(), tf.identity(gradients.get(i)));
        }
        return this;
    }

    /** Whether any operation of the graph is of this type. */
    boolean has(String type) {
        Iterator<GraphOperation> operations = graph.operations();
        while (operations.hasNext()) {
            if (operations.next().type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    Named<float[]> run() {
        List<Tensor> open = new ArrayList<>();
        Session.Runner runner = session.runner();
        floatFeeds.forEach((name, feed) ->
                runner.feed(feed.asOutput(), keep(open, floats(floats.get(name), shapes.get(name)))));
        intFeeds.forEach((name, feed) ->
                runner.feed(feed.asOutput(), keep(open, ints(ints.get(name), shapes.get(name)))));
        declared.forEach(parameter -> runner.feed(
                parameter.value().asOutput(), keep(open, floats(parameters.get(parameter.name()), parameter.shape()))));
        fetches.values().forEach(runner::fetch);
        try (Result result = runner.run()) {
            Named<float[]> values = new Named<>();
            int index = 0;
            for (String name : fetches.keySet()) {
                values.put(name, array((TFloat32) result.get(index++)));
            }
            return values;
        } finally {
            open.forEach(Tensor::close);
        }
    }

    float run(String fetch) {
        return run().get(fetch)[0];
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private void declare(Ops tf, Feed feed) {
        shapes.put(feed.name(), feed.shape());
        if (feed.type() == Feed.Type.FLOAT) {
            floatFeeds.put(feed.name(), tf.placeholder(TFloat32.class, Placeholder.shape(feed.shape())));
        } else {
            intFeeds.put(feed.name(), tf.placeholder(TInt32.class, Placeholder.shape(feed.shape())));
        }
    }

    private static <T extends Tensor> T keep(List<Tensor> open, T tensor) {
        open.add(tensor);
        return tensor;
    }

    private static TFloat32 floats(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values));
    }

    private static TInt32 ints(int[] values, Shape shape) {
        return TInt32.tensorOf(shape, DataBuffers.of(values));
    }

    private static float[] array(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
