package org.pieria.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HaltonOrderTest {

    @Property(tries = 40)
    void visitsEveryCellOnce(@ForAll @IntRange(min = 1, max = 64) int side) {
        int[] order = HaltonOrder.of(side * side);

        assertThat(Arrays.stream(order).sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, side * side).boxed().toList());
    }

    /** Points (1/2, 1/3), (1/4, 2/3), (3/4, 1/9), (1/8, 4/9), (5/8, 7/9), (3/8, 2/9), (7/8, 5/9) of the unit square. */
    @Test
    void beginsWithTheFirstPointsOfTheSequence() {
        assertThat(Arrays.copyOf(HaltonOrder.of(64), 7))
                .containsExactly(4 * 8 + 2, 2 * 8 + 5, 6 * 8, 8 + 3, 5 * 8 + 6, 3 * 8 + 1, 7 * 8 + 4);
    }

    @Test
    void spreadsTheFirstQuarterOverAllQuarters() {
        int[] quarters = new int[4];
        for (int token : Arrays.copyOf(HaltonOrder.of(256), 64)) {
            quarters[token / 16 / 8 * 2 + token % 16 / 8]++;
        }

        assertThat(Arrays.stream(quarters))
                .allSatisfy(count -> assertThat(count).isBetween(13, 19));
    }

    @Test
    void refusesAGridThatIsNotSquare() {
        assertThatThrownBy(() -> HaltonOrder.of(12)).hasMessageContaining("square grid of tokens, got 12");
        assertThatThrownBy(() -> RevealOrder.named("random")).hasMessageContaining("[confidence, halton], got random");
    }
}
