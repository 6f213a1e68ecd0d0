package org.pieria.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class ParallelDecoderTest {

    private static final int CODES = 6;

    @Property(tries = 100)
    void neverChangesAKnownTokenAndLeavesNoneHidden(@ForAll long seed, @ForAll RevealOrder order) {
        CounterRandom random = CounterRandom.of(seed);
        int[][] start = new int[3][25];
        for (int i = 0; i < 75; i++) {
            start[i / 25][i % 25] = random.below(i, CODES + 1);
        }
        DecodingOptions options =
                new DecodingOptions(1 + random.below(99, 9), GuidanceRamp.to(2), 4.5, random.below(98, CODES), order);
        int[][] decoded = new ParallelDecoder(CODES, options).decode(noisy(seed), start, keys(seed, 3));

        for (int i = 0; i < 75; i++) {
            int was = start[i / 25][i % 25];
            assertThat(decoded[i / 25][i % 25]).isBetween(0, CODES - 1);
            assertThat(was == CODES || was == decoded[i / 25][i % 25]).isTrue();
        }
    }

    @Test
    void hidesAsManyTokensBeforeEachStepAsTheScheduleSays() {
        List<Long> hidden = new ArrayList<>();
        Logits counting = (tokens, guided) -> {
            hidden.add(Arrays.stream(tokens[0]).filter(token -> token == CODES).count());
            return noisy(1).of(tokens, guided);
        };
        decoder(8, 0).decode(counting, unknown(1, 64), keys(1, 1));

        assertThat(hidden).containsExactly(64L, 62L, 59L, 53L, 45L, 35L, 24L, 12L);
    }

    @Test
    void decodesAnImageAloneAsItDoesInABatch() {
        Logits model = constant(new float[] {0, 1, 2, 0.5f, -1, 0});
        List<CounterRandom> keys = keys(9, 3);
        int[][] together = decoder(5, 0).decode(model, unknown(3, 16), keys);
        int[][] alone = decoder(5, 0).decode(model, unknown(1, 16), keys.subList(1, 2));

        assertThat(alone[0]).isEqualTo(together[1]).isNotEqualTo(together[0]);
    }

    @Test
    void drawsFromTheSoftmaxOfTheLogits() {
        float[] logits = {0, 1, 2, 0.5f, -1, 0};
        int[][] decoded = decoder(1, 0).decode(constant(logits), unknown(1, 20_000), keys(4, 1));
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit);
        }

        for (int code = 0; code < CODES; code++) {
            double share = Math.exp(logits[code]) / total;
            int wanted = code;
            double seen =
                    Arrays.stream(decoded[0]).filter(token -> token == wanted).count() / 20_000.0;
            assertThat(seen).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / 20_000)));
        }
    }

    @Test
    void drawsOnlyTheLikeliestCodesWhenAskedTo() {
        int[][] decoded =
                decoder(3, 2).decode(constant(new float[] {0, 1, 2, 0.5f, -1, 0}), unknown(1, 200), keys(4, 1));

        assertThat(decoded[0]).containsOnly(1, 2);
    }

    @Test
    void keepsTheTokensOfWhichTheModelIsSure() {
        Logits model = (tokens, guided) -> {
            float[] logits = new float[64 * CODES];
            for (int place = 0; place < 64; place++) {
                logits[place * CODES] = place < 10 ? 20 : 0;
            }
            return new Logits.Pair(logits, logits);
        };
        List<int[]> seen = new ArrayList<>();
        Logits watched = (tokens, guided) -> {
            seen.add(tokens[0].clone());
            return model.of(tokens, guided);
        };
        new ParallelDecoder(CODES, new DecodingOptions(8, GuidanceRamp.to(0), 0, 0))
                .decode(watched, unknown(1, 64), keys(1, 1));

        int[] afterThree = seen.get(3);
        assertThat(IntStream.range(0, 10).map(place -> afterThree[place])).containsOnly(0);
    }

    @Test
    void fixesTokensInTheHaltonOrderWhenAskedTo() {
        List<int[]> seen = new ArrayList<>();
        Logits watched = (tokens, guided) -> {
            seen.add(tokens[0].clone());
            return noisy(1).of(tokens, guided);
        };
        int[][] start = unknown(1, 64);
        start[0][HaltonOrder.of(64)[63]] = 3;

        new ParallelDecoder(CODES, new DecodingOptions(8, GuidanceRamp.to(2), 4.5, 0, RevealOrder.HALTON))
                .decode(watched, start, keys(1, 1));

        int[] order = HaltonOrder.of(64);
        for (int[] tokens : seen) {
            int hidden =
                    (int) Arrays.stream(tokens).filter(token -> token == CODES).count();
            for (int rank = 0; rank < 64; rank++) {
                assertThat(tokens[order[rank]] == CODES).isEqualTo(rank < 63 && rank >= 63 - hidden);
            }
            assertThat(tokens[order[63]]).isEqualTo(3);
        }
    }

    @Test
    void theSameKeyGivesTheSameTokensAndAnotherKeyOthers() {
        int[][] once = decoder(6, 3).decode(noisy(5), unknown(1, 36), keys(8, 1));

        assertThat(decoder(6, 3).decode(noisy(5), unknown(1, 36), keys(8, 1))).isDeepEqualTo(once);
        assertThat(decoder(6, 3).decode(noisy(5), unknown(1, 36), keys(9, 1))[0])
                .isNotEqualTo(once[0]);
    }

    @Test
    void guidanceZeroIsTheConditionalModelAndARampBeginsWithIt() {
        Logits.Pair logits = new Logits.Pair(new float[] {1, 2}, new float[] {-5, Float.NaN});
        double[] mixed = new double[2];
        Guidance.mix(logits, 0, GuidanceRamp.to(9).at(0, 24), mixed);

        assertThat(mixed).containsExactly(1, 2);
        assertThat(GuidanceRamp.to(9).at(23, 24)).isEqualTo(9);
        assertThat(GuidanceRamp.constant(4).at(0, 24)).isEqualTo(4);
    }

    @Test
    void whereGuidanceIsZeroTheModelWithoutACaptionIsNotAskedAndTheTokensAreTheSame() {
        List<Boolean> asked = new ArrayList<>();
        Logits lazy = (tokens, guided) -> {
            asked.add(guided);
            Logits.Pair both = noisy(1).of(tokens, true);
            return guided ? both : Logits.Pair.unguided(both.conditional());
        };
        int[][] decoded = decoder(4, 0).decode(lazy, unknown(2, 16), keys(1, 2));

        assertThat(asked).containsExactly(false, true, true, true);
        assertThat(decoded).isDeepEqualTo(decoder(4, 0).decode(noisy(1), unknown(2, 16), keys(1, 2)));
    }

    @Test
    void guidanceMovesAwayFromTheUnconditionalModel() {
        double[] mixed = new double[2];
        Guidance.mix(new Logits.Pair(new float[] {9, 1, 2}, new float[] {9, 0, 4}), 1, 3, mixed);

        assertThat(mixed).containsExactly(4 * 1 - 0, 4 * 2 - 3 * 4);
    }

    @Test
    void guidanceGrowsFromItsStartToItsEnd() {
        GuidanceRamp ramp = new GuidanceRamp(1, 3);

        assertThat(IntStream.range(0, 5).mapToDouble(step -> ramp.at(step, 5)))
                .containsExactly(1.0, 1.5, 2.0, 2.5, 3.0);
        assertThat(ramp.at(0, 1)).isEqualTo(3);
    }

    @Test
    void refusesWhatItCannotDecode() {
        assertThatThrownBy(() -> decoder(2, 0).decode(noisy(1), new int[][] {{7}}, keys(1, 1)))
                .hasMessageContaining("0..6");
        assertThatThrownBy(() -> decoder(2, 0).decode(noisy(1), unknown(2, 4), keys(1, 1)))
                .hasMessageContaining("2 images to decode with 1 keys");
        assertThatThrownBy(() -> decoder(2, 0)
                        .decode(
                                (tokens, guided) -> new Logits.Pair(new float[3], new float[3]),
                                unknown(1, 4),
                                keys(1, 1)))
                .hasMessageContaining("gave 3 logits, expected 24");
        Logits broken = constant(new float[] {0, 0, Float.NaN, 0, 0, 0});
        assertThatThrownBy(() -> decoder(2, 0).decode(broken, unknown(1, 4), keys(1, 1)))
                .hasMessageContaining("finite");
    }

    private static ParallelDecoder decoder(int steps, int topK) {
        return new ParallelDecoder(CODES, new DecodingOptions(steps, GuidanceRamp.to(2), 4.5, topK));
    }

    private static List<CounterRandom> keys(long seed, int images) {
        return IntStream.range(0, images)
                .mapToObj(image -> CounterRandom.of(seed).at(image))
                .toList();
    }

    private static int[][] unknown(int images, int tokens) {
        int[][] all = new int[images][tokens];
        for (int[] image : all) {
            Arrays.fill(image, CODES);
        }
        return all;
    }

    private static Logits constant(float[] logits) {
        return (tokens, guided) -> {
            float[] all = new float[tokens.length * tokens[0].length * CODES];
            for (int i = 0; i < all.length; i++) {
                all[i] = logits[i % CODES];
            }
            return new Logits.Pair(all, all);
        };
    }

    /** Logits that depend on the place and on the tokens. */
    private static Logits noisy(long seed) {
        return (tokens, guided) -> {
            CounterRandom random = CounterRandom.of(seed).at(Arrays.deepHashCode(tokens));
            float[] all = new float[tokens.length * tokens[0].length * CODES];
            float[] other = new float[all.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) random.normal(i);
                other[i] = (float) random.at(1).normal(i);
            }
            return new Logits.Pair(all, other);
        };
    }
}
