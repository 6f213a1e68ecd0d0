package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    @Test
    void comparesTheLossesOfEachPhaseWithAndWithoutItsConditioning() {
        Differences differences = Differences.ofLosses(Map.of(
                "base training-right-caption", 3.25,
                "base training-shuffled-caption", 4.5,
                "base cross-entropy", 3.5,
                "base cross-entropy-no-caption", 4.0,
                "superres cross-entropy", 3.0,
                "superres cross-entropy-no-low-tokens", 5.5));

        assertThat(differences.rows())
                .containsExactly(
                        new Differences.Row("base loss, training: caption right/shuffled", 3.25, 4.5),
                        new Differences.Row("base loss, held out: caption/none", 3.5, 4.0),
                        new Differences.Row("superres loss, held out: low tokens/none", 3.0, 5.5));
        assertThat(differences.lines("with", "without"))
                .hasSize(4)
                .anyMatch(
                        line -> line.matches("superres loss, held out: low tokens/none +3.00000 +5.50000 +\\+2.50000"));
    }

    @Test
    void comparesTheFiguresThatBothHave() {
        Differences differences =
                Differences.ofPictures(Map.of("FD(x)", 2.0), Map.of("FD(x)", 5.0, "CLIP score (mean cosine)", 0.2));

        assertThat(differences.rows()).containsExactly(new Differences.Row("FD(x)", 2.0, 5.0));
        assertThat(Differences.ofPictures(Map.of(), Map.of("FD(x)", 5.0)).lines("a", "b"))
                .isEmpty();
    }
}
