package org.pieria.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.step.SliceBlock;

class RecheckTest {

    private static final Recheck.Rhythm RHYTHM = new Recheck.Rhythm(5, CounterRandom.of(1));

    @Test
    void isDoneEveryManyStepsAndNeverWhenNotWanted() {
        assertThat(at(4, 1, 3)).isEmpty();
        assertThat(at(5, 1, 3)).isPresent();
        assertThat(new Recheck.Rhythm(0, CounterRandom.of(1)).at(5, 1, SliceBlock.all(3, 8)))
                .isEmpty();
    }

    @Test
    void theOwnerHasTheSliceAndAnotherRankChecksIt() {
        for (long step = 5; step <= 100; step += 5) {
            Recheck recheck = at(step, step, 3).orElseThrow();
            SliceBlock block = SliceBlock.all(3, 8).get(recheck.owner());

            assertThat(recheck.slice()).isBetween(block.from(), block.to() - 1);
            assertThat(recheck.checker()).isBetween(0, 2).isNotEqualTo(recheck.owner());
        }
    }

    @Test
    void everySliceHasItsTurnWhateverTheNumberOfRanks() {
        Set<Integer> seen = LongStream.rangeClosed(1, 60)
                .map(turn -> 5 * turn)
                .mapToObj(step -> at(step, 1, 2).orElseThrow().slice())
                .collect(Collectors.toSet());

        assertThat(seen).hasSize(8);
        assertThat(at(5, 1, 8).orElseThrow().slice())
                .isEqualTo(at(5, 1, 2).orElseThrow().slice());
    }

    @Test
    void anotherGenerationHasAnotherChecker() {
        assertThat(at(5, 1, 3).orElseThrow().checker())
                .isNotEqualTo(at(5, 2, 3).orElseThrow().checker());
    }

    @Test
    void theOnlyRankChecksItself() {
        Recheck recheck = at(5, 1, 1).orElseThrow();

        assertThat(recheck.checker()).isEqualTo(recheck.owner());
        assertThat(Part.of(0, SliceBlock.all(1, 8), Optional.of(recheck)))
                .isEqualTo(new Part(new SliceBlock(0, 8), Optional.of(recheck.slice()), Optional.of(recheck.slice())));
    }

    private static Optional<Recheck> at(long step, long generation, int ranks) {
        List<SliceBlock> blocks = SliceBlock.all(ranks, 8);
        return RHYTHM.at(step, generation, blocks);
    }
}
