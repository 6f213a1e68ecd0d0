package org.pieria.model.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskScheduleTest {

    /** Computed independently in float64 from MaskGIT's rule. */
    @ParameterizedTest
    @CsvSource({
        "256, 24, 255 253 251 247 242 236 229 221 212 203 192 181 168 155 142 128 113 97 82 66 49 33 16 0",
        "4096, 8, 4017 3784 3405 2896 2275 1567 799 0",
        "256, 12, 253 247 236 221 203 181 155 128 97 66 33 0",
        "256, 16, 254 251 244 236 225 212 197 181 162 142 120 97 74 49 25 0",
        "256, 18, 255 252 247 240 232 221 209 196 181 164 146 128 108 87 66 44 22 0",
        "64, 8, 62 59 53 45 35 24 12 0",
        "16, 8, 15 14 13 11 8 6 3 0"
    })
    void revealsTokensAsMaskGitDoes(int tokens, int steps, String expected) {
        StringJoiner hidden = new StringJoiner(" ");
        int now = tokens;
        for (int step = 0; step < steps; step++) {
            now = MaskSchedule.hiddenAfter(tokens, now, step, steps);
            hidden.add(Integer.toString(now));
        }

        assertThat(hidden).hasToString(expected);
    }

    @Test
    void keepsOneTokenHiddenUntilTheLastStep() {
        int[] left = new int[4];
        int now = 1;
        for (int step = 0; step < 4; step++) {
            now = MaskSchedule.hiddenAfter(1, now, step, 4);
            left[step] = now;
        }

        assertThat(Arrays.stream(left).boxed().collect(Collectors.toList())).containsExactly(1, 1, 1, 0);
    }

    @Test
    void hidesAllAtTheBeginningAndHalfAtTwoThirds() {
        assertThat(MaskSchedule.ratio(0)).isEqualTo(1);
        assertThat(MaskSchedule.ratio(0.5)).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(MaskSchedule.ratio(2 / 3.0)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void hidesAtLeastOneTokenAndNeverMoreThanThereAre() {
        assertThat(MaskSchedule.count(0, 64)).isEqualTo(1);
        assertThat(MaskSchedule.count(0.5001, 64)).isEqualTo(33);
        assertThat(MaskSchedule.count(1, 64)).isEqualTo(64);
    }

    @Test
    void rejectsProgressOutsideItsRange() {
        assertThatThrownBy(() -> MaskSchedule.ratio(1.5)).hasMessageContaining("[0, 1], got 1.5");
    }
}
