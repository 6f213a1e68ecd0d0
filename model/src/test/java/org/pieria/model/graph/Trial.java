package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/** A graph whose parameters are fed, to look at layers and losses alone. */
public final class Trial implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Parameters parameters = Parameters.fed(tf);
    private @Nullable Session session;
    private final Map<String, float[]> values = new LinkedHashMap<>();

    public Ops tf() {
        return tf;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** Gives every trained parameter declared so far a value, and zeros to all others. */
    public void fill(BiFunction<String, Shape, float[]> rule) {
        for (Parameter parameter : parameters.all()) {
            boolean trained = parameter.kind() == Parameter.Kind.TRAINED;
            float[] zeros = new float[Math.toIntExact(parameter.shape().size())];
            values.put(parameter.name(), trained ? rule.apply(parameter.name(), parameter.shape()) : zeros);
        }
    }

    public float[] value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** The gradient of a scalar for every trained parameter, by the parameter's name. */
    public Map<String, Operand<TFloat32>> gradients(Operand<TFloat32> loss) {
        List<Parameter> trained = parameters.all(Parameter.Kind.TRAINED);
        Output<?>[] to = trained.stream().map(p -> p.value().asOutput()).toArray(Output<?>[]::new);
        Output<?>[] found = graph.addGradients(loss.asOutput(), to);
        Map<String, Operand<TFloat32>> gradients = new LinkedHashMap<>();
        for (int i = 0; i < to.length; i++) {
            gradients.put(trained.get(i).name(), tf.identity(floats(found[i])));
        }
        return gradients;
    }

    public float[] run(Operand<TFloat32> operand) {
        return values(run(Map.of("it", operand)), "it");
    }

    public Map<String, float[]> run(Map<String, Operand<TFloat32>> operands) {
        List<String> names = new ArrayList<>(operands.keySet());
        List<TFloat32> fed = new ArrayList<>();
        try {
            Session.Runner runner = session().runner();
            for (Parameter parameter : parameters.all()) {
                fed.add(TrainingLoop.floats(value(parameter.name()), parameter.shape()));
                runner.feed(parameter.resource(), fed.get(fed.size() - 1));
            }
            names.forEach(name -> runner.fetch(operands.get(name)));
            try (Result result = runner.run()) {
                Map<String, float[]> read = new LinkedHashMap<>();
                names.forEach(name -> read.put(name, TrainingLoop.read((TFloat32) result.get(names.indexOf(name)))));
                return read;
            }
        } finally {
            fed.forEach(TFloat32::close);
        }
    }

    /** Sum of products with fixed numbers: a scalar that depends on every element in its own way. */
    public Operand<TFloat32> weighted(Operand<TFloat32> y) {
        float[] weights = Numbers.of("weights", y.shape());
        Operand<TFloat32> products = tf.math.mul(
                y, tf.reshape(tf.constant(weights), tf.constant(y.shape().asArray())));
        return tf.sum(tf.reshape(products, tf.constant(new int[] {-1})), tf.constant(0));
    }

    /** Adds nothing, but makes every parameter reachable: the gradient of what is not reached does not exist at all. */
    public Operand<TFloat32> anchored(Operand<TFloat32> loss) {
        Operand<TFloat32> sum = loss;
        for (Parameter parameter : parameters.all(Parameter.Kind.TRAINED)) {
            sum = tf.math.add(sum, tf.math.mul(tf.constant(0f), weighted(parameter.value())));
        }
        return sum;
    }

    public static float[] values(Map<String, float[]> read, String name) {
        return Objects.requireNonNull(read.get(name), name);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        graph.close();
    }

    /** Graphs that run once or twice are not worth optimising. */
    static ConfigProto plain() {
        return TrainingLoop.oneThread().toBuilder()
                .setGraphOptions(GraphOptions.newBuilder()
                        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
                .build();
    }

    private Session session() {
        if (session == null) {
            session = new Session(graph, plain());
        }
        return session;
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> floats(Output<?> output) {
        return (Operand<TFloat32>) output;
    }
}
