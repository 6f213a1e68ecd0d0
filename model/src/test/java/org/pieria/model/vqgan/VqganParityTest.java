package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Agreement;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Layers;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Compares with PyTorch in double precision; {@code benchmarks/parity/vqgan.py} wrote what is expected. */
class VqganParityTest {

    private final Config expected = ConfigFactory.parseResources(VqganParityTest.class, "parity.json");

    @Test
    void groupNormAndItsGradientAgree() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = trial.parameters().get("x", (random, shape) -> new float[0], 2, 4, 3, 8);
            Operand<TFloat32> y =
                    Layers.groupNorm(trial.tf(), x, trial.parameters().in("layer"), 2);

            compare(trial, expected.getConfig("groupNorm"), Map.of("y", y), trial.weighted(y));
        }
    }

    @Test
    void residualBlockAndItsGradientAgree() {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> x = trial.parameters().get("x", (random, shape) -> new float[0], 2, 4, 3, 8);
            Operand<TFloat32> y =
                    ResidualBlock.apply(trial.tf(), x, trial.parameters().in("layer"), 12);

            compare(trial, expected.getConfig("residualBlock"), Map.of("y", y), trial.weighted(y));
        }
    }

    @Test
    void wholeModelItsLossesAndItsGradientAgree() {
        Vqgan vqgan = new Vqgan("tiny", VqganConfig.from(tiny(), 2));
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Operand<TFloat32> images = images(tf, 8);
            Map<String, Operand<TInt32>> positions = Map.of(Vqgan.REVIVAL_POSITIONS, tf.constant(new int[16]));
            SliceOutputs outputs =
                    vqgan.slice(tf, trial.parameters(), new Inputs(Map.of(Vqgan.IMAGES, images), positions));
            Map<String, Operand<TFloat32>> compared = new LinkedHashMap<>(outputs.statistics());
            compared.keySet().retainAll(List.of("mse", "commitment", "codebook", "entropy"));
            compared.put("loss", outputs.loss());
            compared.put("image", vqgan.reconstruct(tf, trial.parameters().frozen(), images));
            Operand<TInt32> tokens = vqgan.encode(tf, trial.parameters().frozen(), images);
            compared.put("tokens", tf.dtypes.cast(tokens, TFloat32.class));

            compare(trial, expected.getConfig("vqgan"), compared, outputs.loss());
        }
    }

    @Test
    void bothSidesOfTheGameWithTheirPenaltiesAgree() {
        AdversarialConfig config = new AdversarialConfig(
                0.1, 0, new AdversarialConfig.Penalties(10, 0.3), new AdversarialConfig.DiscriminatorShape(2, 8, 12));
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Operand<TFloat32> fake = trial.parameters().get("fake", (random, shape) -> new float[0], 2, 16, 16, 3);
            AdversarialLoss.Images judged = new AdversarialLoss.Images(images(tf, 16), fake, tf.constant(0.5f));
            List<LossTerm> terms = new AdversarialLoss(config)
                    .terms(tf, judged, trial.parameters().in("d"), new LinkedHashMap<>());
            Map<String, Operand<TFloat32>> compared = new LinkedHashMap<>();
            terms.forEach(term -> compared.put(term.name(), term.value()));
            Operand<TFloat32> loss = LossTerm.sum(tf, terms);
            compared.put("loss", loss);

            compare(trial, expected.getConfig("adversarial"), compared, loss);
        }
    }

    @Test
    void perceptualDistanceAndItsGradientAgree() {
        PerceptualNetwork network = new PerceptualNetwork(
                List.of(
                        new PerceptualNetwork.Stage(
                                List.of(new PerceptualNetwork.Layer(0, 3, 4), new PerceptualNetwork.Layer(2, 4, 5))),
                        new PerceptualNetwork.Stage(List.of(new PerceptualNetwork.Layer(5, 5, 6)))),
                true);
        try (Trial trial = new Trial()) {
            Operand<TFloat32> fake = trial.parameters().get("fake", (random, shape) -> new float[0], 2, 8, 8, 3);
            Operand<TFloat32> distance = network.distance(
                    trial.tf(),
                    images(trial.tf(), 8),
                    fake,
                    trial.parameters().in("p").frozen());
            Map<String, Operand<TFloat32>> gradients = trial.gradients(distance);
            trial.fill(Numbers::parameter);
            trial.parameters().all(Parameter.Kind.FROZEN).forEach(weight -> give(trial, weight));

            assertThat(gradients.keySet()).containsExactly("fake");
            compare(expected.getConfig("perceptual.outputs"), trial.run(Map.of("distance", distance)));
            compare(expected.getConfig("perceptual.gradients"), trial.run(gradients));
        }
    }

    private static void give(Trial trial, Parameter weight) {
        boolean squared = weight.name().contains("lin");
        float[] from =
                squared ? Numbers.of(weight.name(), weight.shape()) : Numbers.parameter(weight.name(), weight.shape());
        for (int i = 0; i < from.length; i++) {
            trial.value(weight.name())[i] = squared ? from[i] * from[i] : from[i];
        }
    }

    private static Config tiny() {
        return ConfigFactory.parseString("""
                steps = 10, learning-rate = 1e-3, warm-up = 0, adam { beta1 = 0.9, beta2 = 0.99, decay = 1e-4 }
                image = 8, patch = 2, channels = 8, multipliers = [1, 2], residual-blocks = 1
                codes = 16, code-width = 4, revive-every = 50
                reconstruction = 1, commitment = 0.25, entropy = 0.1, perceptual.weight = 0
                adversarial { weight = 0, ramp = 0, r1 = 10, lecam = 0, patch = 1, channels = 8, most-channels = 8 }
                """);
    }

    private static Operand<TFloat32> images(Ops tf, int side) {
        float[] pixels = Numbers.of("images", 2 * side * side * 3);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] + 1) / 2;
        }
        return tf.reshape(tf.constant(pixels), tf.constant(new int[] {2, side, side, 3}));
    }

    private static void compare(
            Trial trial, Config expected, Map<String, Operand<TFloat32>> outputs, Operand<TFloat32> loss) {
        Map<String, Operand<TFloat32>> gradients = trial.gradients(loss);
        trial.fill(Numbers::parameter);

        assertThat(gradients.keySet()).isEqualTo(expected.getObject("gradients").keySet());
        compare(expected.getConfig("outputs"), trial.run(outputs));
        compare(expected.getConfig("gradients"), trial.run(gradients));
    }

    private static void compare(Config expected, Map<String, float[]> found) {
        found.forEach(
                (name, values) -> Agreement.check(expected.getConfig(ConfigUtil.quoteString(name)), name, values));
    }
}
