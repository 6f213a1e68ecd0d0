package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SuperResTransformerTest {

    @Test
    void lowResolutionTokensCanBeSwitchedOffExactly() {
        try (Rig rig = logits()) {
            rig.floats.put("lowWeight", new float[] {0, 0});
            float[] without = rig.run().get("logits");
            rig.ints.put("lowTokens", Samples.draws("other", 8, 6));

            assertThat(Samples.differing(without, rig.run().get("logits"))).isEmpty();
        }
    }

    @Test
    void lowResolutionTokensMatterWhenTheyAreUsed() {
        try (Rig rig = logits()) {
            float[] before = rig.run().get("logits");
            rig.ints.put("lowTokens", Samples.draws("other", 8, 6));

            assertThat(rig.run().get("logits")).isNotEqualTo(before);
        }
    }

    @Test
    void droppingTheTextLeavesTheLowResolutionTokens() {
        try (Rig rig = logits()) {
            rig.floats.put("textMask", new float[6]);
            float[] before = rig.run().get("logits");
            rig.ints.put("lowTokens", Samples.draws("other", 8, 6));

            assertThat(rig.run().get("logits")).isNotEqualTo(before).doesNotContain(Float.NaN);
        }
    }

    @Test
    void withNeitherTextNorLowResolutionTokensCrossAttentionAddsExactlyNothing() {
        try (Rig rig = logits()) {
            rig.floats.put("textMask", new float[6]);
            rig.floats.put("lowWeight", new float[2]);
            float[] dropped = rig.run().get("logits");
            rig.parameters.replaceAll((name, values) -> name.endsWith("cross/out") ? new float[values.length] : values);

            assertThat(Samples.differing(dropped, rig.run().get("logits"))).isEmpty();
        }
    }

    private static Rig logits() {
        TransformerConfig config = Samples.tiny(2);
        SuperResTransformer model = new SuperResTransformer(config, Samples.low(), Samples.NONE);
        Rig rig = new Rig(
                model.decodingFeeds(),
                (tf, parameters, inputs) -> Map.of("logits", model.logits(tf, parameters, inputs)));
        Samples.lowFilled(Samples.fill(rig, config), config);
        Samples.shake(rig);
        return rig;
    }
}
