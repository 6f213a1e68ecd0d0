package org.pieria.model.optimizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.graph.Optimizer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Applies an optimizer to one tensor, step after step, from arrays. */
final class OptimizerRig implements AutoCloseable {

    private final Optimizer rule;
    private final Graph graph = new Graph();
    private final Session session;
    private final Map<String, Operand<TFloat32>> feeds = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Operand<TFloat32>> fetches = new LinkedHashMap<>();
    private final Map<String, float[]> state = new HashMap<>();
    private long step;

    OptimizerRig(Optimizer rule, Shape shape) {
        this.rule = rule;
        Ops tf = Ops.create(graph);
        Map<String, Operand<TFloat32>> slots = new LinkedHashMap<>();
        rule.slots(shape).forEach((name, size) -> slots.put(name, feed(tf, name, size)));
        Optimizer.Tensors tensors =
                new Optimizer.Tensors(shape, feed(tf, "value", shape), feed(tf, "gradient", shape), slots);
        Optimizer.Updated updated = rule.update(tf, tensors, feed(tf, "rates", Shape.of(rule.rateCount())));
        fetches.put("value", updated.value());
        fetches.putAll(updated.slots());
        fetches.put("report", updated.report());
        session = new Session(graph);
    }

    void start(float... value) {
        shapes.forEach((name, shape) -> state.put(name, new float[(int) shape.size()]));
        state.put("value", value);
        step = 0;
    }

    void step(float... gradient) {
        step++;
        state.put("gradient", gradient);
        state.put("rates", rule.rates(step));
        List<Tensor> open = new ArrayList<>();
        Session.Runner runner = session.runner();
        feeds.forEach((name, feed) -> {
            TFloat32 tensor = TFloat32.tensorOf(shape(name), DataBuffers.of(slot(name)));
            open.add(tensor);
            runner.feed(feed.asOutput(), tensor);
        });
        fetches.values().forEach(runner::fetch);
        try (Result result = runner.run()) {
            int index = 0;
            for (String name : fetches.keySet()) {
                state.put(name, array((TFloat32) result.get(index++)));
            }
        } finally {
            open.forEach(Tensor::close);
        }
    }

    float[] value() {
        return slot("value");
    }

    float[] report() {
        return slot("report");
    }

    float[] slot(String name) {
        return Objects.requireNonNull(state.get(name));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Shape shape(String name) {
        return Objects.requireNonNull(shapes.get(name));
    }

    private Operand<TFloat32> feed(Ops tf, String name, Shape shape) {
        Operand<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        feeds.put(name, placeholder);
        shapes.put(name, shape);
        return placeholder;
    }

    private static float[] array(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
