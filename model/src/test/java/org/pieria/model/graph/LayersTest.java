package org.pieria.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class LayersTest {

    private static final int WIDTH = 6;

    @Test
    void layerNormHasTheMomentsOfItsBiasAndScale() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = given(trial);
            Operand<TFloat32> y =
                    Layers.layerNorm(trial.tf(), x, trial.parameters().in("norm"));
            trial.fill((name, shape) -> name.equals("x") ? Numbers.of(name, shape) : filled(name, 2, 3));

            float[] found = trial.run(y);

            for (int row = 0; row < 4; row++) {
                double mean = 0;
                double square = 0;
                for (int i = row * WIDTH; i < (row + 1) * WIDTH; i++) {
                    mean += found[i] / WIDTH;
                    square += Math.pow(found[i] - 3, 2) / WIDTH;
                }
                assertThat(mean).isCloseTo(3, within(1e-5));
                assertThat(square).isCloseTo(4, within(1e-3));
            }
        }
    }

    @Test
    void rmsNormHasTheSizeOfItsScale() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = given(trial);
            Operand<TFloat32> y =
                    Layers.rmsNorm(trial.tf(), x, trial.parameters().in("norm"));
            trial.fill((name, shape) -> name.equals("x") ? Numbers.of(name, shape) : filled(name, 2, 0));

            float[] found = trial.run(y);

            double square = 0;
            for (float value : found) {
                square += Math.pow(value, 2) / found.length;
            }
            assertThat(square).isCloseTo(4, within(1e-3));
        }
    }

    @Test
    void denseMapsTheLastDimension() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = given(trial);
            Operand<TFloat32> y = Layers.dense(trial.tf(), x, trial.parameters().in("dense"), 2);
            trial.fill(Numbers::parameter);

            float[] found = trial.run(y);

            double expected = trial.value("dense/bias")[1];
            for (int i = 0; i < WIDTH; i++) {
                expected += (double) trial.value("x")[WIDTH + i] * trial.value("dense/kernel")[2 * i + 1];
            }
            assertThat(y.shape().asArray()).containsExactly(2, 2, 2);
            assertThat((double) found[3]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void activationsHaveTheirKnownValues() {
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Operand<TFloat32> x = tf.constant(new float[] {-2, 0, 1});

            Map<String, float[]> found = trial.run(Map.of("swish", Layers.swish(tf, x), "gelu", Layers.gelu(tf, x)));

            assertThat(Trial.values(found, "swish"))
                    .containsExactly(new float[] {-0.2384058f, 0, 0.7310586f}, within(1e-6f));
            assertThat(Trial.values(found, "gelu"))
                    .containsExactly(new float[] {-0.0454023f, 0, 0.8411920f}, within(1e-6f));
        }
    }

    @Test
    void downsamplingUndoesUpsampling() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = trial.parameters().get("x", Initializer.zeros(), 1, 2, 3, 2);
            Operand<TFloat32> up = Layers.upsample(trial.tf(), x);
            Operand<TFloat32> back = Layers.downsample(trial.tf(), up);
            trial.fill(Numbers::of);

            assertThat(up.shape().asArray()).containsExactly(1, 4, 6, 2);
            assertThat(trial.run(back)).containsExactly(trial.value("x"), within(1e-6f));
        }
    }

    private static Operand<TFloat32> given(Trial trial) {
        return trial.parameters().get("x", Initializer.zeros(), 2, 2, WIDTH);
    }

    private static float[] filled(String name, float scale, float bias) {
        float[] values = new float[WIDTH];
        Arrays.fill(values, name.endsWith("scale") ? scale : bias);
        return values;
    }
}
