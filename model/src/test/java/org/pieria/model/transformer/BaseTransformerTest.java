package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BaseTransformerTest {

    @Test
    void beginsWithALossOfTheLogarithmOfTheCodes() {
        TransformerConfig config = new TransformerConfig(
                "base", new TokenGrid(4, 4, 512), new TextShape(3, 16), 4, new Size(2, 64, 128, 4), 0, 0);
        try (Rig rig = Samples.base(config)) {
            assertThat((double) rig.run("loss")).isCloseTo(Math.log(512), within(0.1));
        }
    }

    @Test
    void withoutTextEqualsAModelWithoutCrossAttentionExactly() {
        TransformerConfig config = Samples.tiny(0);
        try (Rig rig = logits(config)) {
            Samples.shake(rig);
            rig.floats.put("textMask", new float[6]);
            float[] dropped = rig.run().get("logits");

            rig.parameters.replaceAll((name, values) -> name.endsWith("cross/out") ? new float[values.length] : values);
            rig.floats.put("textMask", Samples.ones(6));

            assertThat(Samples.differing(dropped, rig.run().get("logits"))).isEmpty();
        }
    }

    @Test
    void droppingOneCaptionChangesThatSampleAlone() {
        try (Rig rig = logits(Samples.tiny(0))) {
            Samples.shake(rig);
            float[] both = rig.run().get("logits");
            rig.floats.put("textMask", new float[] {1, 1, 1, 0, 0, 0});
            float[] first = rig.run().get("logits");
            int sample = both.length / 2;

            assertThat(Arrays.copyOf(first, sample)).isEqualTo(Arrays.copyOf(both, sample));
            assertThat(Arrays.copyOfRange(first, sample, 2 * sample))
                    .isNotEqualTo(Arrays.copyOfRange(both, sample, 2 * sample))
                    .doesNotContain(Float.NaN);
        }
    }

    @Test
    void neverSeesPaddingOfTheText() {
        try (Rig rig = logits(Samples.tiny(0))) {
            Samples.shake(rig);
            rig.floats.put("textMask", new float[] {1, 0, 0, 1, 1, 0});
            float[] before = rig.run().get("logits");
            float[] text = rig.floats.get("text").clone();
            Arrays.fill(text, 5, 15, 3);
            Arrays.fill(text, 25, 30, -9);
            rig.floats.put("text", text);

            assertThat(Samples.differing(before, rig.run().get("logits"))).isEmpty();
        }
    }

    /** Were the logits to depend on the truth, its probabilities under all possible truths would not sum to 1. */
    @Test
    void neverSeesTheTruthOfAHiddenToken() {
        TransformerConfig config = Samples.tiny(0);
        try (Rig rig = Samples.base(config)) {
            Samples.shake(rig);
            rig.floats.put("mask", single());

            double total = 0;
            for (int code = 0; code < config.grid().codes(); code++) {
                rig.ints.get("tokens")[2] = code;
                total += Math.exp(-config.batch() * rig.run("loss"));
            }

            assertThat(total).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void lossIsTheMeanOfHiddenTokensAndThenOfSamples() {
        try (Rig rig = Samples.base(Samples.tiny(0))) {
            Samples.shake(rig);
            float[] first = new float[32];
            first[1] = 1;
            float[] second = new float[32];
            Arrays.fill(second, 16, 32, 1);
            float[] both = second.clone();
            both[1] = 1;
            double alone = loss(rig, first) + loss(rig, second);

            assertThat(loss(rig, both)).isCloseTo(alone, within(1e-5));
        }
    }

    @Test
    void smoothingMixesTheLossWithThatOfAllCodes() {
        TransformerConfig plain = Samples.tiny(0);
        TransformerConfig smooth = new TransformerConfig(
                plain.name(), plain.grid(), plain.text(), plain.batch(), plain.size(), plain.block(), 0.2);
        try (Rig exact = Samples.base(plain);
                Rig smoothed = Samples.base(smooth)) {
            Samples.shake(exact);
            Samples.shake(smoothed);
            exact.floats.put("mask", single());
            smoothed.floats.put("mask", single());
            double loss = exact.run("loss");
            double mean = 0;
            for (int code = 0; code < 7; code++) {
                exact.ints.get("tokens")[2] = code;
                mean += exact.run("loss") / 7;
            }

            assertThat((double) smoothed.run("loss")).isCloseTo(0.8 * loss + 0.2 * mean, within(1e-5));
        }
    }

    @Test
    void multiAxisAttentionGivesTheLogitsInTheOrderOfTheGrid() {
        TransformerConfig config = Samples.tiny(2);
        try (Rig rig = logits(config)) {
            Samples.shake(rig);
            float[] before = rig.run().get("logits");
            rig.parameters.replaceAll((name, values) -> name.contains("/self/") ? new float[values.length] : values);
            float[] alone = rig.run().get("logits");
            rig.ints.get("tokens")[6] = (rig.ints.get("tokens")[6] + 1) % 7;
            float[] changed = rig.run().get("logits");

            assertThat(before).isNotEqualTo(alone);
            for (int token = 0; token < 32; token++) {
                float[] was = Arrays.copyOfRange(alone, token * 7, token * 7 + 7);
                float[] is = Arrays.copyOfRange(changed, token * 7, token * 7 + 7);
                assertThat(Arrays.equals(was, is)).as("token " + token).isEqualTo(token != 6);
            }
        }
    }

    private static float[] single() {
        float[] mask = new float[32];
        mask[2] = 1;
        return mask;
    }

    private static double loss(Rig rig, float[] mask) {
        rig.floats.put("mask", mask);
        return rig.run("loss");
    }

    @Test
    void aConditioningComputedOnceGivesTheSameBits() {
        Decoding.base(Samples.tiny(0)).checkBits();
    }

    private static Rig logits(TransformerConfig config) {
        return Decoding.base(config).undivided();
    }
}
