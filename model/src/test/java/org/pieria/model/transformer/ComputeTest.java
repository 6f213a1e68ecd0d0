package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ComputeTest {

    private static final Compute REMATERIALISED = new Compute(Precision.FLOAT32, true, 1);
    private static final Compute NARROW = new Compute(Precision.BFLOAT16, false, 1);
    private static final Compute NARROW_REMATERIALISED = new Compute(Precision.BFLOAT16, true, 1);

    @Test
    void computingTheBaseModelsLayersAgainLeavesTheGradientAsItIs() {
        assertSame(Samples::base, 0, Compute.PLAIN, REMATERIALISED);
    }

    @Test
    void computingTheSuperResolutionModelsLayersAgainLeavesTheGradientAsItIs() {
        assertSame(Samples::superRes, 2, Compute.PLAIN, REMATERIALISED);
    }

    @Test
    void computingLayersAgainInBfloat16LeavesTheGradientAsItIs() {
        assertSame(Samples::superRes, 2, NARROW, NARROW_REMATERIALISED);
    }

    @Test
    void theLossInBfloat16IsThatInFloat32WithinAPercent() {
        try (Rig wide = Samples.superRes(Samples.tiny(2, Compute.PLAIN));
                Rig narrow = Samples.superRes(Samples.tiny(2, NARROW))) {
            Samples.shake(wide);
            Samples.shake(narrow);
            double exact = wide.run("loss");

            assertThat((double) narrow.run("loss")).isNotEqualTo(exact).isCloseTo(exact, within(0.01 * exact));
        }
    }

    @Test
    void aModelThatIsTrainedPlainlyCutsNoGradient() {
        try (Rig plain = Samples.base(Samples.tiny(0)).withGradients();
                Rig cut = Samples.base(Samples.tiny(0, REMATERIALISED)).withGradients()) {
            assertThat(plain.has("StopGradient")).isFalse();
            assertThat(cut.has("StopGradient")).isTrue();
        }
    }

    private static void assertSame(Function<TransformerConfig, Rig> build, int block, Compute one, Compute other) {
        try (Rig kept = build.apply(Samples.tiny(block, one)).withGradients();
                Rig again = build.apply(Samples.tiny(block, other)).withGradients()) {
            Samples.shake(kept);
            Samples.shake(again);
            Named<float[]> expected = kept.run();
            Named<float[]> found = again.run();

            assertThat(again.parameters.names()).isEqualTo(kept.parameters.names());
            for (String name : expected.names()) {
                assertThat(Samples.differing(expected.get(name), found.get(name)))
                        .as(name)
                        .isEmpty();
            }
        }
    }
}
