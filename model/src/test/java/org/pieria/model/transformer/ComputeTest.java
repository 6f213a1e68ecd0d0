package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

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
