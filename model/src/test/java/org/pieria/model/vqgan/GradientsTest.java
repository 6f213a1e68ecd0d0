package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Holds gradients against finite differences along one direction per parameter, and against what must be zero. */
class GradientsTest {

    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 8, List.of(1, 2), 1);
    private static final float STEP = 1e-2f;

    @Test
    void encoderHasTheGradientOfItsFiniteDifferences() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> images = trial.parameters().get("x", Initializer.zeros(), 2, 8, 8, 3);
            Operand<TFloat32> vectors = new Encoder(SHAPE, 4)
                    .encode(trial.tf(), images, trial.parameters().in("encoder"));

            agreesWithDifferences(trial, trial.weighted(vectors));
        }
    }

    @Test
    void decoderHasTheGradientOfItsFiniteDifferences() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> codes = trial.parameters().get("x", Initializer.zeros(), 2, 2, 2, 4);
            Operand<TFloat32> images = new Decoder(SHAPE)
                    .decode(trial.tf(), codes, trial.parameters().in("decoder"));

            agreesWithDifferences(trial, trial.weighted(images));
        }
    }

    @Test
    void quantizationLossesHaveTheGradientOfTheirFiniteDifferences() {
        try (Trial trial = new Trial()) {
            Quantized quantized = quantized(trial);
            Ops tf = trial.tf();

            // As both sides move in differences, the sum of both terms is half of what it seems: each stops one side.
            Operand<TFloat32> both =
                    tf.math.add(QuantizationLoss.commitment(tf, quantized), QuantizationLoss.codebook(tf, quantized));
            Map<String, float[]> gradients = trial.run(filled(trial, both));
            double difference = difference(trial, both, "vectors");

            assertThat(2 * along(Trial.values(gradients, "vectors"), "vectors")).isCloseTo(difference, within(1e-3));
            assertThat(2 * along(Trial.values(gradients, "codebook"), "codebook"))
                    .isCloseTo(difference(trial, both, "codebook"), within(1e-3));
        }
    }

    @Test
    void commitmentMovesTheEncoderAlone() {
        try (Trial trial = new Trial()) {
            Quantized quantized = quantized(trial);

            Map<String, float[]> gradients =
                    trial.run(filled(trial, anchored(trial, QuantizationLoss.commitment(trial.tf(), quantized))));

            assertThat(size(Trial.values(gradients, "codebook"))).isZero();
            assertThat(Trial.values(gradients, "vectors")).doesNotContain(0);
        }
    }

    @Test
    void codebookTermMovesTheCodesAlone() {
        try (Trial trial = new Trial()) {
            Quantized quantized = quantized(trial);

            Map<String, float[]> gradients =
                    trial.run(filled(trial, anchored(trial, QuantizationLoss.codebook(trial.tf(), quantized))));

            assertThat(size(Trial.values(gradients, "vectors"))).isZero();
            assertThat(along(Trial.values(gradients, "codebook"), "codebook")).isNotZero();
        }
    }

    @Test
    void straightThroughGivesTheCodesForwardAndTheVectorsGradientBackward() {
        try (Trial trial = new Trial()) {
            Quantized quantized = quantized(trial);
            Operand<TFloat32> passed = Codebook.passThrough(trial.tf(), quantized);

            Map<String, Operand<TFloat32>> gradients = filled(trial, anchored(trial, trial.weighted(passed)));

            assertThat(trial.run(passed)).containsExactly(trial.run(quantized.codes()), within(1e-6f));
            assertThat(Trial.values(trial.run(gradients), "vectors"))
                    .containsExactly(Numbers.of("weights", Shape.of(6, 4)), within(1e-6f));
            assertThat(size(Trial.values(trial.run(gradients), "codebook"))).isZero();
        }
    }

    private static Quantized quantized(Trial trial) {
        Operand<TFloat32> vectors = trial.parameters().get("vectors", Initializer.zeros(), 6, 4);
        return new Codebook(new CodebookConfig(5, 4, 0)).quantize(trial.tf(), vectors, trial.parameters());
    }

    /** Adds nothing, but makes every parameter reachable: the gradient of what is not reached does not exist at all. */
    private static Operand<TFloat32> anchored(Trial trial, Operand<TFloat32> loss) {
        Ops tf = trial.tf();
        Operand<TFloat32> zero = tf.constant(0f);
        Operand<TFloat32> sum = loss;
        for (var parameter : trial.parameters().all()) {
            sum = tf.math.add(sum, tf.math.mul(zero, trial.weighted(parameter.value())));
        }
        return sum;
    }

    private static Map<String, Operand<TFloat32>> filled(Trial trial, Operand<TFloat32> loss) {
        Map<String, Operand<TFloat32>> gradients = trial.gradients(loss);
        trial.fill(Numbers::parameter);
        return gradients;
    }

    private static void agreesWithDifferences(Trial trial, Operand<TFloat32> loss) {
        Map<String, float[]> gradients = trial.run(filled(trial, loss));
        gradients.forEach((name, gradient) -> {
            double size = Math.max(1, Math.abs(along(gradient, name)));
            assertThat(along(gradient, name)).as(name).isCloseTo(difference(trial, loss, name), within(5e-3 * size));
        });
    }

    /** (L(x + step d) - L(x - step d)) / 2 step, with the direction d of length one. */
    private static double difference(Trial trial, Operand<TFloat32> loss, String name) {
        float[] value = trial.value(name);
        float[] kept = value.clone();
        double above = moved(trial, loss, name, STEP);
        System.arraycopy(kept, 0, value, 0, kept.length);
        double below = moved(trial, loss, name, -STEP);
        System.arraycopy(kept, 0, value, 0, kept.length);
        return (above - below) / (2 * STEP);
    }

    private static double moved(Trial trial, Operand<TFloat32> loss, String name, float step) {
        float[] value = trial.value(name);
        float[] direction = direction(name, value.length);
        for (int i = 0; i < value.length; i++) {
            value[i] += step * direction[i];
        }
        return trial.run(loss)[0];
    }

    private static double along(float[] gradient, String name) {
        float[] direction = direction(name, gradient.length);
        double product = 0;
        for (int i = 0; i < gradient.length; i++) {
            product += (double) gradient[i] * direction[i];
        }
        return product;
    }

    private static double size(float[] values) {
        double size = 0;
        for (float value : values) {
            size += Math.abs(value);
        }
        return size;
    }

    private static float[] direction(String name, int count) {
        float[] direction = Numbers.of("direction/" + name, count);
        double squares = 0;
        for (float part : direction) {
            squares += (double) part * part;
        }
        for (int i = 0; i < count; i++) {
            direction[i] = (float) (direction[i] / Math.sqrt(squares));
        }
        return direction;
    }
}
