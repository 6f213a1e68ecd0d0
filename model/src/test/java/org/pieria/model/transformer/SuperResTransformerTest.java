package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void aConditioningComputedOnceGivesTheSameBits() {
        Decoding.superRes(Samples.tiny(2)).checkBits();
    }

    private static Rig logits() {
        Rig rig = Decoding.superRes(Samples.tiny(2)).undivided();
        Samples.shake(rig);
        return rig;
    }
}
