package org.pieria.cluster.corruption;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.model.optimizer.Adam;
import org.pieria.model.optimizer.LearningRate;
import org.pieria.worker.step.HostTensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** loss = sum((w - x)²), where x tells step and slice. */
final class ToyModel implements Model {

    static final String PHASE = "vqgan-low";
    private static final int WIDTH = 64;

    @Override
    public List<Feed> feeds() {
        return List.of(Feed.floats("x", WIDTH));
    }

    static Map<String, HostTensor> feeds(long step, int slice) {
        float[] x = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            x[i] = (step + 1) * 0.37f + slice * 0.11f + i * 0.013f;
        }
        return Map.of("x", HostTensor.floats(x, WIDTH));
    }

    @Override
    public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
        Operand<TFloat32> w = parameters.get(PHASE + "/w", Initializer.uniform(1), WIDTH);
        Operand<TFloat32> error = tf.math.sub(w, inputs.floats("x"));
        return new SliceOutputs(tf.reduceSum(tf.math.square(error), tf.constant(0)), new LinkedHashMap<>());
    }

    @Override
    public Optimizer optimizer() {
        return new Adam(new LearningRate(0.1, 0, 10), 0.9, 0.99, 0);
    }
}
