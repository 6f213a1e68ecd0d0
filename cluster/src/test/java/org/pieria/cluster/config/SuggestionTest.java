package org.pieria.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Property(tries = 200)
    void theDistanceIsAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        int ab = Suggestion.distance(a, b);

        assertThat(ab).isEqualTo(Suggestion.distance(b, a));
        assertThat(ab == 0).isEqualTo(a.equals(b));
        assertThat(ab).isLessThanOrEqualTo(Suggestion.distance(a, c) + Suggestion.distance(c, b));
    }

    @Test
    void isSilentRatherThanSilly() {
        assertThat(Suggestion.nearest("tarin", List.of("train", "phase"))).contains("train");
        assertThat(Suggestion.nearest("zebra", List.of("train", "phase"))).isEmpty();
    }
}
