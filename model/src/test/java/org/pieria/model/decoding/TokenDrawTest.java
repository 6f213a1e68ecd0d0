package org.pieria.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class TokenDrawTest {

    @Property(tries = 50)
    void topKKeepsExactlyKCodesEvenWhereLogitsAreEqual(@ForAll @IntRange(min = 1, max = 8) int topK) {
        float[] logits = {1, 0, 1, 1, 0, 2, 1, 0};
        TokenDraw draw = new TokenDraw(logits.length, topK);
        Set<Integer> drawn = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            drawn.add(draw.draw(new Logits.Pair(logits, logits), 0, 0, i / 2_000.0));
        }

        assertThat(drawn).hasSize(topK).contains(5);
    }

    @Test
    void withoutGuidanceTheOtherLogitsDoNotMatter() {
        CounterRandom random = CounterRandom.of(3);
        float[] with = {0.3f, -1, 2, 0.1f};
        float[] without = {9, Float.NaN, -4, Float.POSITIVE_INFINITY};
        TokenDraw draw = new TokenDraw(4, 0);

        for (int i = 0; i < 50; i++) {
            int code = draw.draw(new Logits.Pair(with, without), 0, 0, random.uniform(i));
            assertThat(draw.draw(new Logits.Pair(with, with), 0, 7, random.uniform(i)))
                    .isEqualTo(code);
        }
    }

    @Test
    void tellsTheProbabilityAmongTheKeptCodes() {
        float[] logits = {(float) Math.log(3), (float) Math.log(1), (float) Math.log(6)};
        TokenDraw draw = new TokenDraw(3, 2);

        int code = draw.draw(new Logits.Pair(logits, logits), 0, 0, 0.1);

        assertThat(code).isZero();
        assertThat(draw.probability()).isCloseTo(1 / 3.0, org.assertj.core.api.Assertions.within(1e-6));
    }
}
