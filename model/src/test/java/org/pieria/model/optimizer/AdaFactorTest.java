package org.pieria.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class AdaFactorTest {

    private static final Offset<Float> CLOSE = within(1e-6f);

    /** Computed independently in float64 from T5X's algorithm. */
    @Test
    void reproducesTheGoldenVectorOfT5x() {
        AdaFactorOptions options = options("variant = t5x, least-factored = 2");
        try (OptimizerRig rig = new OptimizerRig(constant(0.01, options), Shape.of(2, 3))) {
            rig.start(.1f, -.2f, .3f, .4f, .5f, -.6f);

            rig.step(1, 2, -3, .5f, -1, 1.5f);
            assertThat(rig.value())
                    .containsExactly(
                            floats(.0961055596, -.2038944405, .3038944405, .3961055596, .5038944405, -.6038944405),
                            CLOSE);
            assertThat(rig.slot("row")).containsExactly(floats(4.666666667, 1.166666667), CLOSE);
            assertThat(rig.slot("column")).containsExactly(new float[] {.625f, 2.5f, 5.625f}, CLOSE);

            rig.step(-.5f, 1, 2, 1, 0, -2);
            assertThat(rig.slot("row")).containsExactly(floats(2.9914815656, 1.4538412554), CLOSE);

            rig.step(.1f, .2f, .3f, -.3f, .2f, -.1f);
            assertThat(rig.value())
                    .containsExactly(
                            floats(.0976980933, -.2075440472, .3001738757, .3922988941, .5028274489, -.5991389191),
                            CLOSE);
            assertThat(rig.slot("column")).containsExactly(floats(.3862349032, .8067919682, 2.7642533832), CLOSE);
        }
    }

    @Test
    void decayScaledByTheLearningRateLeavesWeightsAliveAfterAHundredSteps() {
        try (OptimizerRig rig = new OptimizerRig(constant(1e-4, decaying(false)), Shape.of(2))) {
            assertThat(afterAHundredIdleSteps(rig)).isCloseTo((float) Math.pow(1 - 0.045e-4, 100), within(1e-5f));
        }
    }

    @Test
    void rawDecayDestroysWeightsInAHundredSteps() {
        try (OptimizerRig rig = new OptimizerRig(constant(1e-4, decaying(true)), Shape.of(2))) {
            assertThat(afterAHundredIdleSteps(rig)).isCloseTo((float) Math.pow(1 - 0.045, 100), within(1e-5f));
        }
    }

    @Test
    void stackedMatricesAreUpdatedAsIfEachStoodAlone() {
        AdaFactor rule = constant(0.01, options("least-factored = 2, parameter-scale = on"));
        float[] first = {1, 2, -3, .5f, -1, 1.5f};
        float[] second = {100, -20, 3, 4, 50, -6};
        try (OptimizerRig stacked = new OptimizerRig(rule, Shape.of(2, 2, 3));
                OptimizerRig alone = new OptimizerRig(rule, Shape.of(2, 3))) {
            stacked.start(concat(first, second));
            alone.start(second);
            for (int step = 0; step < 3; step++) {
                stacked.step(concat(second, first));
                alone.step(first);
            }

            assertThat(Arrays.copyOfRange(stacked.value(), 6, 12)).containsExactly(alone.value(), CLOSE);
        }
    }

    @Test
    void keepsFactorsOnlyWhereBothSidesAreLargeEnough() {
        AdaFactor rule = constant(0.01, options("variant = muse"));

        assertThat(rule.slots(Shape.of(3, 8, 16)))
                .containsOnlyKeys("row", "column", "momentum")
                .containsEntry("row", Shape.of(3, 8))
                .containsEntry("column", Shape.of(3, 16))
                .containsEntry("momentum", Shape.of(3, 8, 16));
        assertThat(rule.slots(Shape.of(7, 16))).containsOnlyKeys("second", "momentum");
        assertThat(rule.slots(Shape.of(16))).containsOnlyKeys("second", "momentum");
        assertThat(constant(0.01, options("variant = t5x")).slots(Shape.of(16))).containsOnlyKeys("second");
    }

    @Test
    void feedsRatesThatNeedNoBiasCorrection() {
        AdaFactor rule = constant(0.01, options("variant = muse"));

        assertThat(rule.rates(1)[1]).isZero();
        assertThat(rule.rates(2)[1]).isCloseTo((float) (1 - Math.pow(2, -0.8)), CLOSE);
        assertThat(rule.rates(1000)[1]).isEqualTo(0.96f);
        assertThat(rule.rates(1000)[2]).isEqualTo(0.04f);
        assertThat(rule.rates(1)[3]).isCloseTo(rule.rates(1)[0] * 0.045f, within(1e-9f));
    }

    @Test
    void reportsTheFactorsTheUpdateAndWhetherItWasClipped() {
        AdaFactorOptions options = options("beta1 = 0, decay = 0, least-factored = 2");
        try (OptimizerRig rig = new OptimizerRig(constant(0.01, options), Shape.of(2, 2))) {
            rig.start(0, 0, 0, 0);
            rig.step(1, 1, 1, 1);
            assertThat(rig.report()).containsExactly(new float[] {1, 1, 1, 0}, CLOSE);

            rig.step(10, 10, 10, 10);
            float second = (float) (Math.pow(2, -0.8) * 99 + 1);
            assertThat(rig.report())
                    .containsExactly(floats(second, second, 10 / (float) Math.sqrt(second), 1), within(1e-4f));
        }
    }

    @Test
    void leavesATensorWithoutGradientWhereItIs() {
        try (OptimizerRig rig = new OptimizerRig(constant(0.01, options("decay = 0")), Shape.of(8, 8))) {
            rig.start(Ramp.of(64));
            rig.step(new float[64]);

            assertThat(rig.value()).isEqualTo(Ramp.of(64));
        }
    }

    @Test
    void readsItsPhase() {
        AdaFactor rule = AdaFactor.from(ConfigFactory.parseString("learning-rate = 1e-3, warm-up = 10, steps = 100,"
                + " adafactor { beta1 = 0.9, beta2 = 0.96, decay = 0.045, clip = 1.0 }"));

        assertThat(rule.rates(5)[0]).isEqualTo(5e-4f);
        assertThat(rule.rates(10)[0]).isEqualTo(1e-3f);
    }

    @Test
    void aConstantBeta2IsDebiasedAsAdamIs() {
        AdaFactor rule = constant(0.01, options("beta2-schedule = constant, beta2 = 0.5"));
        double average = 0;
        double debiased = 0;
        for (int step = 1; step <= 5; step++) {
            average = 0.5 * average + 0.5 * step;
            debiased = rule.rates(step)[1] * debiased + rule.rates(step)[2] * step;

            assertThat(debiased).isCloseTo(average / (1 - Math.pow(0.5, step)), within(1e-6));
        }
    }

    @Test
    void decayRelativeToTheScheduleIsWholeAtItsPeak() {
        AdaFactor rule = new AdaFactor(new LearningRate(1e-3, 10, 1000), options("decay = 0.1, decay-by = schedule"));

        assertThat(rule.rates(5)[3]).isCloseTo(0.05f, CLOSE);
        assertThat(rule.rates(10)[3]).isCloseTo(0.1f, CLOSE);
    }

    @Test
    void factorsTheTwoLargestDimensionsWhereverTheyStand() {
        AdaFactor rule = constant(0.01, options("factored = largest"));

        assertThat(rule.slots(Shape.of(12, 2, 8, 3)))
                .containsEntry("row", Shape.of(12, 2, 3))
                .containsEntry("column", Shape.of(2, 8, 3));
        assertThat(rule.slots(Shape.of(3, 8, 8))).containsEntry("row", Shape.of(3, 8));
    }

    @Test
    void keepsAMomentumThatABfloat16CanHold() {
        AdaFactor rule = constant(1, options("momentum-type = bfloat16, momentum-of = update, clip = 0"));
        try (OptimizerRig rig = new OptimizerRig(rule, Shape.of(64))) {
            rig.start(Ramp.of(64));
            rig.step(Ramp.of(64));
            rig.step(concat(new float[] {1}, Ramp.of(63)));

            for (float momentum : rig.slot("momentum")) {
                assertThat(Float.floatToRawIntBits(momentum) & 0xffff).isZero();
            }
            assertThat(rig.slot("momentum")[1]).isNotZero();
        }
    }

    @Test
    void withoutClippingAnUpdateMayBeOfAnySize() {
        try (OptimizerRig rig = new OptimizerRig(constant(1, options("clip = 0, beta1 = 0, decay = 0")), Shape.of(1))) {
            rig.start(0);
            rig.step(1);
            rig.step(10);

            assertThat(rig.report()[2]).isGreaterThan(1);
            assertThat(rig.report()[3]).isZero();
            assertThat(rig.value()[0]).isCloseTo(-1 - rig.report()[2], within(1e-5f));
        }
    }

    @Test
    void everyVariantCanBeReadAndAnOptionTakesThePlaceOfItsOwn() {
        for (String variant : AdaFactorOptions.variants()) {
            assertThat(options("variant = " + variant).size().relative())
                    .isEqualTo(!variant.equals("muse") && !variant.equals("big-vision"));
        }
        assertThat(options("variant = optax, beta1 = 0.5, clip = variant")
                        .momentum()
                        .beta1())
                .isEqualTo(0.5);
        assertThat(options("clip = variant").size().clip()).isEqualTo(1);
    }

    @Test
    void namesWhatIsPossibleWhenAnOptionIsNot() {
        assertThatThrownBy(() -> options("variant = t5"))
                .hasMessage("adafactor.variant must be one of big-vision, muse, optax, t5x, transformers, got t5");
        assertThatThrownBy(() -> options("decay-by = lr"))
                .hasMessage("adafactor.decay-by must be one of raw, rate, schedule, scaled-rate, got lr");
        assertThatThrownBy(() -> options("clip = -1")).hasMessageContaining("adafactor.clip must not be negative");
    }

    private static AdaFactorOptions options(String text) {
        return AdaFactorOptions.from(ConfigFactory.parseString(text));
    }

    private static float afterAHundredIdleSteps(OptimizerRig rig) {
        rig.start(1, 1);
        for (int step = 0; step < 100; step++) {
            rig.step(0, 0);
        }
        return rig.value()[0];
    }

    private static AdaFactorOptions decaying(boolean raw) {
        return options("decay-by = " + (raw ? "raw" : "rate"));
    }

    /** A schedule so long that its first steps are all at the peak. */
    private static AdaFactor constant(double rate, AdaFactorOptions options) {
        return new AdaFactor(new LearningRate(rate, 0, 1_000_000_000), options);
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static float[] concat(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static final class Ramp {
        static float[] of(int count) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = i * 0.01f;
            }
            return values;
        }
    }
}
