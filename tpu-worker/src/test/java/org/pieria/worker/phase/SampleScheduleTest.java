package org.pieria.worker.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pieria.worker.data.Split;
import org.pieria.worker.step.SliceBlock;

class SampleScheduleTest {

    private static final int SLICES = 4;
    private static final Split SPLIT = new Split(IntStream.range(100, 140).toArray(), new int[] {1, 2});

    private final SampleSchedule schedule = SampleSchedule.of("base", 7, SPLIT, new SampleSchedule.Batch(SLICES, 2));

    @Test
    void oneEpochHoldsEveryTrainingSampleOnceAndNoOther() {
        Set<Integer> seen = new HashSet<>();
        for (long step = 1; step <= 5; step++) {
            for (int slice = 0; slice < SLICES; slice++) {
                IntStream.of(schedule.slice(step, slice)).forEach(seen::add);
            }
        }

        assertThat(seen).hasSize(40).allMatch(sample -> sample >= 100 && sample < 140);
    }

    @Test
    void theSamplesOfASliceDoNotDependOnWhoComputesIt() {
        assertThat(schedule.slice(3, 2)).isEqualTo(schedule.slice(3, 2));
        assertThat(SampleSchedule.of("superres", 7, SPLIT, new SampleSchedule.Batch(SLICES, 2))
                        .slice(3, 2))
                .isNotEqualTo(schedule.slice(3, 2));
    }

    @Test
    void theBlocksOfAllRanksCoverTheSlicesForEveryNumberOfRanks() {
        for (int ranks = 1; ranks <= SLICES; ranks++) {
            int next = 0;
            for (int rank = 0; rank < ranks; rank++) {
                SliceBlock block = SliceBlock.of(rank, ranks, SLICES);
                assertThat(block.from()).isEqualTo(next);
                next = block.to();
            }
            assertThat(next).isEqualTo(SLICES);
        }
    }
}
