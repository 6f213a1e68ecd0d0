package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pieria.model.Fixture;

/** Loss and every gradient of the same model in PyTorch, computed in float64 by benchmarks/parity/transformer.py. */
class TransformerParityTest {

    private static final Fixture FIXTURE = Fixture.of(TransformerParityTest.class, "transformer-parity.txt");

    @Test
    void agreesWithPyTorchInTheLossAndInEveryGradient() {
        try (Rig rig = Samples.base(Samples.tiny(0)).withGradients()) {
            feed(rig);
            Named<float[]> computed = rig.run();

            assertThat(computed.get("loss")[0]).isCloseTo(FIXTURE.get("loss")[0], within(1e-5f));
            for (String name : rig.parameters.names()) {
                assertThat(computed.get("gradient/" + name))
                        .as(name)
                        .containsExactly(FIXTURE.get("gradient/" + name), within(1e-5f));
            }
        }
    }

    private static void feed(Rig rig) {
        for (String name : rig.parameters.names()) {
            rig.parameters.put(name, FIXTURE.get("parameter/" + name));
        }
        rig.floats.put("mask", FIXTURE.get("feed/mask"));
        rig.floats.put("text", FIXTURE.get("feed/text"));
        rig.floats.put("textMask", FIXTURE.get("feed/textMask"));
        float[] tokens = FIXTURE.get("feed/tokens");
        int[] ints = new int[tokens.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) tokens[i];
        }
        rig.ints.put("tokens", ints);
    }
}
