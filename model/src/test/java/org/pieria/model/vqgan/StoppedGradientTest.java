package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pieria.model.graph.GradientCheck;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The terms that stop gradients, and the whole model with all of them: the gradient is that of the function in which every
 * stopped value is a constant, so that each term moves its own side, and its own side alone.
 */
class StoppedGradientTest {

    private static final AdversarialConfig GAME = new AdversarialConfig(
            0.1, 0, new AdversarialConfig.Penalties(10, 0.3), new AdversarialConfig.DiscriminatorShape(1, 4, 6));

    @Test
    void commitmentMovesTheEncoderAlone() {
        assertThat(GradientCheck.agreesWithStopsHeld(
                        trial -> QuantizationLoss.commitment(trial.tf(), NetworkGradientTest.quantized(trial))))
                .containsExactly("codebook");
    }

    @Test
    void codebookTermMovesTheCodesAlone() {
        assertThat(GradientCheck.agreesWithStopsHeld(
                        trial -> QuantizationLoss.codebook(trial.tf(), NetworkGradientTest.quantized(trial))))
                .containsExactly("vectors");
    }

    @Test
    void straightThroughGivesTheVectorsTheGradientOfTheCodes() {
        assertThat(GradientCheck.agreesWithStopsHeld(trial -> {
                    Operand<TFloat32> passed = Codebook.passThrough(trial.tf(), NetworkGradientTest.quantized(trial));
                    return trial.weighted(trial.tf().math.square(passed));
                }))
                .containsExactly("codebook");
    }

    @Test
    void straightThroughGivesTheCodesForward() {
        try (Trial trial = new Trial()) {
            Quantized quantized = NetworkGradientTest.quantized(trial);
            Operand<TFloat32> passed = Codebook.passThrough(trial.tf(), quantized);
            trial.fill(Numbers::parameter);

            assertThat(trial.run(passed)).containsExactly(trial.run(quantized.codes()), within(1e-6f));
        }
    }

    /** R1 is of second order; in a piecewise linear network it does not depend on biases. */
    @ParameterizedTest
    @CsvSource({"generator, d/.*", "discriminator, fake", "r1, fake|d/.*bias", "lecam, fake"})
    void eachTermOfTheGameMovesItsOwnSideAlone(String term, String others) {
        Set<String> still = GradientCheck.agreesWithStopsHeld(trial -> term(trial, term));
        assertThat(still).isNotEmpty().allSatisfy(name -> assertThat(name).matches(others));
    }

    @Test
    void theWholeModelHasTheGradientOfItsFiniteDifferencesWhereStopsHold() {
        Vqgan vqgan = new Vqgan("tiny", VqganConfig.from(everything(), 2)).with(NetworkGradientTest.PERCEPTUAL);
        assertThat(GradientCheck.agreesWithStopsHeld(trial -> {
                    Map<String, Operand<TFloat32>> floats = Map.of(
                            Vqgan.IMAGES,
                            images(trial),
                            Vqgan.GENERATOR_SHARE,
                            trial.tf().constant(0.5f));
                    Map<String, Operand<TInt32>> ints =
                            Map.of(Vqgan.REVIVAL_POSITIONS, trial.tf().constant(new int[16]));
                    return vqgan.slice(trial.tf(), trial.parameters(), new Inputs(floats, ints))
                            .loss();
                }))
                .isEmpty();
    }

    private static Operand<TFloat32> term(Trial trial, String name) {
        Ops tf = trial.tf();
        Operand<TFloat32> fake = trial.parameters().get("fake", Initializer.zeros(), 2, 8, 8, 3);
        AdversarialLoss.Images judged = new AdversarialLoss.Images(images(trial), fake, tf.constant(0.5f));
        return new AdversarialLoss(GAME)
                .terms(tf, judged, trial.parameters().in("d"), new LinkedHashMap<>()).stream()
                        .filter(term -> term.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .value();
    }

    private static Operand<TFloat32> images(Trial trial) {
        float[] pixels = Numbers.of("images", 2 * 8 * 8 * 3);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] + 1) / 2;
        }
        return trial.tf().reshape(trial.tf().constant(pixels), trial.tf().constant(new int[] {2, 8, 8, 3}));
    }

    private static Config everything() {
        return ConfigFactory.parseString("""
                steps = 10, learning-rate = 1e-3, warm-up = 0, adam { beta1 = 0.9, beta2 = 0.99, decay = 1e-4 }
                image = 8, patch = 2, channels = 8, multipliers = [1, 2], residual-blocks = 1
                codes = 16, code-width = 4, revive-every = 50
                reconstruction = 1, commitment = 0.25, entropy = 0.1, perceptual.weight = 0.05
                adversarial { weight = 0.1, ramp = 0, r1 = 10, lecam = 0.3, patch = 1, channels = 4, most-channels = 6 }
                """);
    }
}
