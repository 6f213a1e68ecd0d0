package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.collective.Tally.Event;

/** What every transport does. */
class DataPlaneTest extends DataPlanes {

    @ParameterizedTest
    @CsvSource({
        "shm,2",
        "shm,3",
        "shm,4",
        "aeron:ipc,1",
        "aeron:ipc,2",
        "aeron:ipc,3",
        "aeron:ipc,4",
        "tcp,1",
        "tcp,2",
        "tcp,3",
        "tcp,4"
    })
    void sumsWithTheBitsOfTheTree(String transport, int ranks) throws Exception {
        open(ranks, with(transport, LONG));

        assertExact(joinAll(1), 1, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void aSmallerGenerationGoesOnWhereALargerOneEnded(String transport) throws Exception {
        open(3, with(transport, LONG));
        assertExact(joinAll(1), 1, 2);
        planes.remove(2).close();

        assertExact(joinAll(2), 3, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void namesTheRankThatDoesNotJoin(String transport) {
        open(2, with(transport, Duration.ofMillis(200)));

        assertThatThrownBy(() -> joining(3, 0).call())
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining(
                        "generation 3: no answer from rank 1 (" + planes.get(1).address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void aSilentPeerEndsTheStepAtItsDeadline(String transport) throws Exception {
        open(2, with(transport, Duration.ofSeconds(1)));
        List<Collective> ranks = joinAll(1);
        List<float[]> own = block(0, 2, Bundles.wild(new SplittableRandom(1), SLICES, LENGTH));

        assertThatThrownBy(() -> reducing(ranks.get(0), 1, "state", own).call())
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining("step 1: nothing came for ")
                .hasMessageContaining("rank 1 (" + planes.get(1).address());
        assertThatThrownBy(() -> reducing(ranks.get(0), 1, "state", own).call())
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining("has ended on this rank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void aPeerThatLeftEndsTheStepBeforeItsDeadline(String transport) throws Exception {
        open(2, with(transport, LONG));
        List<Collective> ranks = joinAll(1);
        ranks.get(1).close();
        List<float[]> own = block(0, 2, Bundles.wild(new SplittableRandom(1), SLICES, LENGTH));

        assertThatThrownBy(() -> reducing(ranks.get(0), 1, "state", own).call())
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining("rank 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void everyRankNamesTheOneThatStandsElsewhere(String transport) throws Exception {
        open(3, with(transport, LONG));
        List<Collective> ranks = joinAll(1);
        List<float[]> bundles = Bundles.wild(new SplittableRandom(1), SLICES, LENGTH);
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (int rank = 0; rank < 3; rank++) {
            tasks.add(reducing(ranks.get(rank), 9, rank == 1 ? "bad" : "good", block(rank, 3, bundles)));
        }

        for (Future<float[]> step : start(tasks)) {
            assertThatThrownBy(step::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            DigestsDiffer.class,
                            differ -> assertThat(differ.byRank())
                                    .containsEntry(0, "good")
                                    .containsEntry(1, "bad")
                                    .containsEntry(2, "good"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void anInterruptEndsTheWaitInAStepAndAllLaterOnes(String transport) throws Exception {
        open(2, with(transport, LONG));
        List<Collective> ranks = joinAll(4);
        List<float[]> own = block(0, 2, Bundles.wild(new SplittableRandom(1), SLICES, LENGTH));
        Future<float[]> waiting = threads.submit(reducing(ranks.get(0), 1, "state", own));

        planes.get(0).interrupt(5, "generation 5 was claimed");

        assertThatThrownBy(waiting::get)
                .cause()
                .isInstanceOf(StepInterrupted.class)
                .hasMessage("generation 5 was claimed");
        assertThatThrownBy(() -> reducing(ranks.get(0), 1, "state", own).call()).isInstanceOf(StepInterrupted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void anInterruptEndsTheWaitForOtherRanksToJoin(String transport) {
        open(2, with(transport, LONG));
        Future<Collective> joining = threads.submit(joining(4, 0));

        planes.get(0).interrupt(5, "generation 5 was claimed");

        assertThatThrownBy(joining::get)
                .cause()
                .isInstanceOf(StepInterrupted.class)
                .hasMessage("generation 5 was claimed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shm", "aeron:ipc", "tcp"})
    void ranksThatWereConfiguredDifferentlyRefuseEachOther(String transport) {
        open(2, with(transport, LONG));
        Future<Collective> four = threads.submit(joining(1, 0));
        Future<Collective> eight = threads.submit(() -> planes.get(1).join(1, 1, addresses(), 8, SHAPE));

        assertThatThrownBy(four::get).cause().hasMessageContaining("reduces 8 slices of 50000 floats");
        assertThatThrownBy(eight::get).cause().hasMessageContaining("reduces 4 slices of 50000 floats");
    }

    @Test
    void refusesAGenerationThatIsNotNewer() throws Exception {
        open(1, ipc(LONG));
        joinAll(5);

        assertThatThrownBy(() -> joinAll(5)).hasMessageContaining("generation 5 is not newer than 5");
    }

    @Test
    void countsWhatTravelled() throws Exception {
        open(2, ipc(LONG));
        assertExact(joinAll(1), 1, 1);

        assertThat(planes.get(0).counts().get(Event.SENT)).isGreaterThanOrEqualTo(5);
        assertThat(planes.get(0).counts()).containsEntry(Event.CORRUPT, 0L).containsEntry(Event.FOREIGN, 0L);
    }
}
