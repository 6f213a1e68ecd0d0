package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Property(tries = 100)
    void everySampleIsOnOneSideAndConceptsStayTogether(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(min = 1, max = 60) int concepts,
            @ForAll @DoubleRange(min = 0, max = 0.99) double share) {
        List<Sample> samples = samples(size, concepts);

        Split split = Split.of(samples, share);

        assertThat(IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.heldOut()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(split.train()).isNotEmpty();
        assertThat(concepts(samples, split.train())).noneMatch(concepts(samples, split.heldOut())::contains);
    }

    @Test
    void theOrderOfSamplesDoesNotMoveAConcept() {
        List<Sample> samples = samples(1000, 200);
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(concepts(shuffled, Split.of(shuffled, 0.1).heldOut()))
                .isEqualTo(concepts(samples, Split.of(samples, 0.1).heldOut()))
                .hasSizeBetween(8, 35);
    }

    @Test
    void moreDataDoesNotMoveAConcept() {
        List<Sample> more = samples(1000, 200);
        List<Sample> fewer = more.subList(0, 150);

        assertThat(concepts(more, Split.of(more, 0.1).heldOut()))
                .containsAll(concepts(fewer, Split.of(fewer, 0.1).heldOut()));
    }

    @Test
    void twentySamplesAreEnoughToHoldOneOut() {
        assertThat(Split.of(samples(20, 20), 1e-9).heldOut()).hasSize(1);
        assertThat(Split.of(samples(19, 19), 1e-9).heldOut()).isEmpty();
        assertThat(Split.of(samples(20, 20), 0).heldOut()).isEmpty();
    }

    private static Set<String> concepts(List<Sample> samples, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(i -> samples.get(i).concept()).collect(Collectors.toSet());
    }

    private static List<Sample> samples(int size, int concepts) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Sample(0, "s" + i, new Member(0, 1, 2), "a", List.of(), "concept " + i % concepts))
                .toList();
    }
}
