package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class CaptionsTest {

    @Test
    void variesWithWordsThatTheCaptionHasNot() {
        Sample sample = sample("grinning face", "cheerful", "Face", "grin", "happy", "laugh", "smile");

        assertThat(Captions.of(sample))
                .containsExactly(
                        "grinning face",
                        "grinning face, cheerful",
                        "grinning face, grin, happy",
                        "grinning face, laugh");
    }

    @Test
    void hasOnlyThePlainCaptionWithoutKeywords() {
        assertThat(Captions.of(sample("a red, red rose"))).containsExactly("a red, red rose");
        assertThat(Captions.draw(sample("a rose"), CounterRandom.of(5))).isZero();
    }

    @Test
    void drawsEveryWayAndTheSameForTheSameKey() {
        Sample sample = sample("face", "a", "b", "c", "d");

        Set<Integer> drawn = IntStream.range(0, 200)
                .mapToObj(step -> Captions.draw(sample, CounterRandom.of(1).at(step)))
                .collect(Collectors.toSet());

        assertThat(drawn).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(Captions.draw(sample, CounterRandom.of(1))).isEqualTo(Captions.draw(sample, CounterRandom.of(1)));
    }

    private static Sample sample(String caption, String... keywords) {
        return new Sample(0, "key", new Member(0, 1, 2), caption, List.of(keywords), "key");
    }
}
