package org.pieria.model.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class MaskDrawTest {

    private static final int DRAWS = 10_000;

    @Property(tries = 300)
    void hidesExactlyAsManyTokensAsItSays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int tokens) {
        MaskDraw draw = MaskDraw.of(MaskDraw.sample(seed, "base", 1, 2), tokens);

        int hidden = 0;
        for (float value : draw.mask()) {
            assertThat(value).isIn(0f, 1f);
            hidden += (int) value;
        }
        assertThat(hidden).isEqualTo(draw.count()).isBetween(1, tokens);
    }

    @Test
    void hidesTwoOverPiOfTheTokensOnAverage() {
        double sum = 0;
        for (int sample = 0; sample < DRAWS; sample++) {
            sum += MaskDraw.of(MaskDraw.sample(1, "base", 5, sample), 256).count() / 256.0;
        }

        double deviation = Math.sqrt(0.5 - 4 / (Math.PI * Math.PI)) / Math.sqrt(DRAWS);
        assertThat(sum / DRAWS - 0.5 / 256).isCloseTo(2 / Math.PI, within(3 * deviation));
    }

    @Test
    void hidesEveryPlaceEquallyOften() {
        double[] hidden = new double[8];
        for (int sample = 0; sample < DRAWS; sample++) {
            float[] mask = MaskDraw.exactly(MaskDraw.sample(2, "base", 0, sample), 8, 3)
                    .mask();
            for (int place = 0; place < 8; place++) {
                hidden[place] += mask[place] / DRAWS;
            }
        }

        double deviation = Math.sqrt(3 / 8.0 * 5 / 8.0 / DRAWS);
        for (double share : hidden) {
            assertThat(share).isCloseTo(3 / 8.0, within(4 * deviation));
        }
    }

    @Test
    void isAFunctionOfItsKeyAndDiffersBetweenSamples() {
        CounterRandom key = MaskDraw.sample(1, "base", 5, 6);

        assertThat(MaskDraw.of(key, 64).mask()).isEqualTo(MaskDraw.of(key, 64).mask());
        assertThat(MaskDraw.of(key, 64).mask())
                .isNotEqualTo(MaskDraw.of(MaskDraw.sample(1, "base", 5, 7), 64).mask());
        assertThat(MaskDraw.of(key, 64).mask())
                .isNotEqualTo(MaskDraw.of(MaskDraw.sample(1, "base", 6, 6), 64).mask());
    }

    @Test
    void refusesToHideNothing() {
        assertThatThrownBy(() -> MaskDraw.exactly(CounterRandom.of(1), 4, 0)).hasMessageContaining("1 to 4, got 0");
    }

    @Test
    void dropsATenthOfTheCaptionsAndKeepsTheRest() {
        TextDrop drop = new TextDrop(0.1);
        double dropped = 0;
        for (int sample = 0; sample < DRAWS; sample++) {
            dropped += drop.drops(MaskDraw.sample(1, "base", 3, sample)) ? 1 : 0;
        }

        assertThat(dropped / DRAWS).isCloseTo(0.1, within(3 * Math.sqrt(0.1 * 0.9 / DRAWS)));
    }

    @Test
    void dropsNoneOrAllWhenAskedTo() {
        CounterRandom sample = MaskDraw.sample(1, "base", 3, 4);

        assertThat(new TextDrop(0).drops(sample)).isFalse();
        assertThat(new TextDrop(1).drops(sample)).isTrue();
        assertThatThrownBy(() -> new TextDrop(10)).hasMessageContaining("text.drop must be in [0, 1], got 10");
    }
}
