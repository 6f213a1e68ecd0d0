package org.pieria.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Agreement;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class AdamTest {

    private static final Shape SHAPE = Shape.of(3, 4);
    private static final Adam ADAM = new Adam(new LearningRate(0.1, 2, 6), 0.9, 0.99, 0.045);

    @Test
    void takesTheStepsOfPyTorchsAdamW() {
        List<? extends Config> expected = ConfigFactory.parseResources("org/pieria/model/vqgan/parity.json")
                .getConfigList("adam");
        float[] value = Numbers.of("p", SHAPE);
        Map<String, float[]> slots = Map.of(Adam.FIRST, new float[12], Adam.SECOND, new float[12]);
        for (int step = 1; step <= expected.size(); step++) {
            Map<String, float[]> updated = update(value, slots, step);

            value = Trial.values(updated, "value");
            slots = updated;
            Agreement.check(expected.get(step - 1), "p" + step, value);
        }
    }

    @Test
    void reportsTheSizeOfItsSecondMomentAndOfItsUpdate() {
        Map<String, float[]> slots = Map.of(Adam.FIRST, new float[12], Adam.SECOND, new float[12]);

        float[] report = Trial.values(update(Numbers.of("p", SHAPE), slots, 1), "report");

        double fourth = 0;
        for (float gradient : Numbers.of("g1", SHAPE)) {
            fourth += Math.pow(gradient, 4) / 12;
        }
        assertThat((double) report[0]).isCloseTo(0.01 * Math.sqrt(fourth), within(1e-6));
        assertThat((double) report[2])
                .as("the first update is the sign of the gradient")
                .isCloseTo(1, within(1e-4));
        assertThat(new float[] {report[1], report[3]}).containsExactly(0, 0);
    }

    @Test
    void keepsTwoMomentsOfTheParametersShape() {
        assertThat(ADAM.slots(SHAPE)).containsExactly(Map.entry(Adam.FIRST, SHAPE), Map.entry(Adam.SECOND, SHAPE));
    }

    @Test
    void refusesAMomentumOfOne() {
        assertThatThrownBy(() -> new Adam(new LearningRate(1, 0, 1), 0.9, 1, 0))
                .hasMessage("adam.beta2 must be in [0, 1), was 1.0");
    }

    private static Map<String, float[]> update(float[] value, Map<String, float[]> slots, int step) {
        Map<String, float[]> given = new LinkedHashMap<>(slots);
        given.put("p", value);
        given.put("g", Numbers.of("g" + step, SHAPE));
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Map<String, Operand<TFloat32>> moments =
                    Map.of(Adam.FIRST, declared(trial, Adam.FIRST), Adam.SECOND, declared(trial, Adam.SECOND));
            Optimizer.Updated updated = ADAM.update(
                    tf,
                    new Optimizer.Tensors(SHAPE, declared(trial, "p"), declared(trial, "g"), moments),
                    tf.constant(ADAM.rates(step)));
            trial.fill((name, shape) -> Trial.values(given, name));
            Map<String, Operand<TFloat32>> results = new LinkedHashMap<>(updated.slots());
            results.put("value", updated.value());
            results.put("report", updated.report());
            return trial.run(results);
        }
    }

    private static Operand<TFloat32> declared(Trial trial, String name) {
        return trial.parameters().get(name, Initializer.zeros(), 3, 4);
    }
}
