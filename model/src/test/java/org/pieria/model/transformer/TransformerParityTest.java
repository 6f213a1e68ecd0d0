package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.model.Fixture;

/** Loss and every gradient of the same models in PyTorch, computed in float64 by benchmarks/parity/transformer.py. */
class TransformerParityTest {

    @Test
    void theBaseModelAgreesWithPyTorchInTheLossAndInEveryGradient() {
        agrees(Samples.base(Samples.tiny(0)), "transformer-parity.txt");
    }

    /** Multi-axis attention, low-resolution tokens with a layer of their own, and a sample that has none. */
    @Test
    void theSuperResolutionModelAgreesWithPyTorchInTheLossAndInEveryGradient() {
        agrees(Samples.superRes(Samples.tiny(2)), "superres-parity.txt");
    }

    private static void agrees(Rig rig, String resource) {
        Fixture fixture = Fixture.of(TransformerParityTest.class, resource);
        try (rig) {
            feed(rig.withGradients(), fixture);
            Named<float[]> computed = rig.run();

            assertThat(computed.get("loss")[0]).isCloseTo(fixture.get("loss")[0], within(1e-5f));
            for (String name : rig.parameters.names()) {
                assertThat(computed.get("gradient/" + name))
                        .as(name)
                        .containsExactly(fixture.get("gradient/" + name), within(1e-5f));
            }
        }
    }

    private static void feed(Rig rig, Fixture fixture) {
        rig.parameters.replaceAll((name, values) -> fixture.get("parameter/" + name));
        for (String name : List.of("mask", "text", "textMask", "lowWeight")) {
            if (fixture.names().contains("feed/" + name)) {
                rig.floats.put(name, fixture.get("feed/" + name));
            }
        }
        for (String name : List.of("tokens", "lowTokens")) {
            if (fixture.names().contains("feed/" + name)) {
                rig.ints.put(name, ints(fixture.get("feed/" + name)));
            }
        }
    }

    private static int[] ints(float[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }
}
