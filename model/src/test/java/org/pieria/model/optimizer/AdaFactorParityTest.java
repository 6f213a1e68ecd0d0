package org.pieria.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pieria.model.Fixture;
import org.tensorflow.ndarray.Shape;

/** Five steps of other implementations, computed by benchmarks/parity/adafactor.py. */
class AdaFactorParityTest {

    private static final Fixture FIXTURE = Fixture.of(AdaFactorParityTest.class, "adafactor-parity.txt");
    private static final Map<String, Shape> SHAPES =
            Map.of("matrix", Shape.of(8, 12), "vector", Shape.of(7), "stack", Shape.of(12, 2, 8, 3));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optax | least-factored = 8",
                "optax-momentum | least-factored = 8, beta1 = 0.9, parameter-scale = off",
                "optax-decay | least-factored = 8, decay = 0.05",
                "optax-unclipped | least-factored = 8, parameter-scale = off, clip = 0",
            })
    void agreesWithOptax(String run, String options) {
        agrees(run, "variant = optax, " + options, 2e-6f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transformers | beta1 = 0",
                "transformers-decay | decay = 0.1",
                "transformers-momentum | beta1 = 0.9, parameter-scale = off, decay = 0.1",
            })
    void agreesWithTransformers(String run, String options) {
        agrees(run, "variant = transformers, " + options, 2e-6f);
    }

    @Test
    void agreesWithTheChainOfBigVision() {
        agrees("optax-bigvision-float32", "variant = big-vision, least-factored = 8, momentum-type = float32", 2e-6f);
    }

    /** Theirs also multiplies the momentum in bfloat16, where 0.9 is 0.8984; ours is only stored so. */
    @Test
    void differsFromBigVisionByTheRoundingOfItsProductsAlone() {
        agrees("optax-bigvision-bfloat16", "variant = big-vision, least-factored = 8", 3e-4f);
    }

    private static void agrees(String run, String options, float tolerance) {
        for (String shape : SHAPES.keySet()) {
            assertThat(run(shape, options))
                    .as("%s of a %s", run, shape)
                    .containsExactly(FIXTURE.get(run + "-" + shape), within(tolerance));
        }
    }

    private static float[] run(String shape, String options) {
        AdaFactor rule = new AdaFactor(
                new LearningRate(0.02, 0, 1_000_000_000), AdaFactorOptions.from(ConfigFactory.parseString(options)));
        try (OptimizerRig rig = new OptimizerRig(rule, Objects.requireNonNull(SHAPES.get(shape)))) {
            rig.start(FIXTURE.get("start-" + shape).clone());
            for (int step = 1; step <= 5; step++) {
                rig.step(FIXTURE.get("gradient" + step + "-" + shape));
            }
            return rig.value();
        }
    }
}
