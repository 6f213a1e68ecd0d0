package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SampleOrderTest {

    @Property(tries = 60)
    void everyEpochMeetsEverySampleOnce(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1100) int size, @ForAll @IntRange(max = 9) int epoch) {
        int[] met = epoch(new SampleOrder(seed, size), epoch);

        assertThat(Arrays.stream(met).sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
    }

    @Property(tries = 60)
    void anotherEpochAndAnotherSeedHaveAnotherOrder(
            @ForAll long seed, @ForAll @IntRange(min = 30, max = 500) int size) {
        SampleOrder order = new SampleOrder(seed, size);

        assertThat(epoch(order, 1)).isNotEqualTo(epoch(order, 0));
        assertThat(epoch(new SampleOrder(seed + 1, size), 0)).isNotEqualTo(epoch(order, 0));
    }

    @Property(tries = 60)
    void aPositionMeansTheSameWhoeverAsksAndWhenever(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 64) int workers,
            @ForAll @LongRange(max = 1_000_000_000_000L) long start) {
        SampleOrder undisturbed = new SampleOrder(seed, 3781);
        int[] expected =
                LongStream.range(start, start + 128).mapToInt(undisturbed::at).toArray();

        int[] resumed = new int[expected.length];
        for (int worker = workers - 1; worker >= 0; worker--) {
            SampleOrder own = new SampleOrder(seed, 3781);
            for (int i = worker; i < resumed.length; i += workers) {
                resumed[i] = own.at(start + i);
            }
        }

        assertThat(resumed).isEqualTo(expected);
    }

    @Test
    void everySampleIsMetFirstAboutEquallyOften() {
        int[] first = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            first[new SampleOrder(seed, 10).at(0)]++;
        }

        // 10 standard deviations of a fair draw are 300
        assertThat(Arrays.stream(first)).allMatch(count -> count > 700 && count < 1300);
    }

    @Test
    void knowsTheEpochOfAPosition() {
        assertThat(new SampleOrder(1, 10).epoch(29)).isEqualTo(2);
        assertThat(new SampleOrder(1, Integer.MAX_VALUE).at(Long.MAX_VALUE)).isNotNegative();
    }

    @Test
    void theOrderNeverChangesBetweenReleases() {
        SampleOrder order = new SampleOrder(1, 3781);

        assertThat(IntStream.range(0, 6).map(order::at)).containsExactly(1646, 2050, 722, 1205, 1754, 3196);
    }

    @Test
    void refusesAnEmptyDataSetAndNegativePositions() {
        assertThatThrownBy(() -> new SampleOrder(1, 0)).hasMessage("an order needs at least one sample, got 0");
        assertThatThrownBy(() -> new SampleOrder(1, 5).at(-1)).hasMessage("positions count from 0, got -1");
    }

    private static int[] epoch(SampleOrder order, int epoch) {
        long start = (long) epoch * order.size();
        return LongStream.range(start, start + order.size()).mapToInt(order::at).toArray();
    }
}
