package org.pieria.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pieria.model.Fixture;
import org.tensorflow.ndarray.Shape;

/** Five steps of other implementations, computed by benchmarks/parity/adafactor.py. */
class AdaFactorParityTest {

    private static final Fixture FIXTURE = Fixture.of(AdaFactorParityTest.class, "adafactor-parity.txt");

    @Test
    void agreesWithOptaxWithMomentum() {
        assertThat(run(new AdaFactorOptions(0.9, 1, 0, false, 1, 8, false)))
                .containsExactly(FIXTURE.get("optax-momentum"), within(2e-6f));
    }

    @Test
    void agreesWithOptaxRelativeToTheParameter() {
        assertThat(run(new AdaFactorOptions(0, 1, 0, false, 1, 8, true)))
                .containsExactly(FIXTURE.get("optax-scaled"), within(2e-6f));
    }

    @Test
    void agreesWithTransformersWithDecay() {
        assertThat(run(new AdaFactorOptions(0, 1, 0.1, false, 1, 8, false)))
                .containsExactly(FIXTURE.get("transformers-decay"), within(2e-6f));
    }

    private static float[] run(AdaFactorOptions options) {
        LearningRate constant = new LearningRate(0.02, 0, 1_000_000_000);
        try (OptimizerRig rig = new OptimizerRig(new AdaFactor(constant, options), Shape.of(8, 12))) {
            rig.start(FIXTURE.get("start").clone());
            for (int step = 1; step <= 5; step++) {
                rig.step(FIXTURE.get("gradient" + step));
            }
            return rig.value();
        }
    }
}
