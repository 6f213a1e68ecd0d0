package org.pieria.model.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.model.decoding.Logits;
import org.pieria.model.editing.MaskFreeEditing.Stage;
import org.pieria.model.editing.MaskFreeEditing.Subject;
import org.pieria.model.random.CounterRandom;

class MaskFreeEditingTest {

    private static final int CODES = 5;

    @Test
    void drawsTwentyOf256TokensInEachOfAHundredIterationsAndKeepsEveryOther() {
        List<int[]> seen = new ArrayList<>();
        Logits model = (tokens, guided) -> {
            seen.add(tokens[0].clone());
            return flat(tokens[0].length);
        };

        List<Stage> stages = MaskFreeEditing.PUBLISHED.edit(model, subject(256, 1), 25);

        assertThat(seen)
                .hasSize(100)
                .allSatisfy(tokens -> assertThat(hidden(tokens)).isEqualTo(20));
        for (int i = 1; i < 100; i++) {
            assertThat(differences(seen.get(i - 1), seen.get(i))).isLessThanOrEqualTo(40);
        }
        assertThat(stages).extracting(Stage::iteration).containsExactly(25, 50, 75, 100);
        assertThat(stages)
                .allSatisfy(stage -> assertThat(hidden(stage.tokens())).isZero());
    }

    @Test
    void givesTheSameTokensForTheSameKeyOnly() {
        MaskFreeEditing editing = new MaskFreeEditing(10, 0.2, 4, 0);
        int[] once = last(editing, 1);

        assertThat(last(editing, 1)).isEqualTo(once);
        assertThat(last(editing, 2)).isNotEqualTo(once);
    }

    @Test
    void refusesWhatIsNoEditing() {
        assertThatThrownBy(() -> new MaskFreeEditing(0, 0.1, 4, 3)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> new MaskFreeEditing(1, 1.1, 4, 3)).hasMessageContaining("got 1.1");
        assertThatThrownBy(() -> MaskFreeEditing.PUBLISHED.edit((t, guided) -> flat(4), subject(4, 1), 0))
                .hasMessageContaining("kept stages must be at least 1, got 0");
    }

    private static int[] last(MaskFreeEditing editing, long seed) {
        return editing.edit((tokens, guided) -> flat(64), subject(64, seed), 100)
                .get(0)
                .tokens();
    }

    private static Subject subject(int tokens, long seed) {
        return new Subject(new int[tokens], CODES, CounterRandom.of(seed));
    }

    private static Logits.Pair flat(int tokens) {
        return new Logits.Pair(new float[tokens * CODES], new float[tokens * CODES]);
    }

    private static long hidden(int[] tokens) {
        return Arrays.stream(tokens).filter(token -> token == CODES).count();
    }

    private static int differences(int[] a, int[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }
}
