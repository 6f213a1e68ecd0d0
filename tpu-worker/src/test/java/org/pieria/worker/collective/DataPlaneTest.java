package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.SliceTree.Block;
import org.pieria.worker.collective.Tally.Event;

@Timeout(60)
class DataPlaneTest {

    private static final Path DIRECTORY = DataPlaneDriver.newDirectory();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SLICES = 4;
    private static final int LENGTH = 50_000;
    private static final BundleShape SHAPE = BundleShape.of(LENGTH);
    private static DataPlaneDriver driver;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<DataPlane> planes = new ArrayList<>();

    @BeforeAll
    static void startDriver() {
        driver = DataPlaneDriver.start(DIRECTORY);
    }

    @AfterAll
    static void stopDriver() {
        driver.close();
        assertThat(Files.exists(DIRECTORY))
                .as("the driver removes its directory")
                .isFalse();
    }

    @AfterEach
    void closePlanes() throws InterruptedException {
        planes.forEach(DataPlane::close);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static CollectiveConfig with(String transport, Duration deadline) {
        return new CollectiveConfig(transport, "127.0.0.1", 0, DIRECTORY.toString(), deadline);
    }

    private static CollectiveConfig ipc(Duration deadline) {
        return with("aeron:ipc", deadline);
    }

    private static CollectiveConfig tcp(Duration deadline) {
        return with("tcp", deadline);
    }

    private void open(int ranks, CollectiveConfig config) {
        IntStream.range(0, ranks).forEach(rank -> planes.add(DataPlane.open(config)));
    }

    private List<String> addresses() {
        return planes.stream().map(DataPlane::address).toList();
    }

    private Callable<Collective> joining(long generation, int rank) {
        return () -> planes.get(rank).join(generation, rank, addresses(), SLICES, SHAPE);
    }

    private <T> List<Future<T>> start(List<Callable<T>> tasks) {
        return tasks.stream().map(threads::submit).toList();
    }

    private static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private List<Collective> joinAll(long generation) throws Exception {
        List<Callable<Collective>> joins = new ArrayList<>();
        for (int rank = 0; rank < planes.size(); rank++) {
            joins.add(joining(generation, rank));
        }
        return results(start(joins));
    }

    private static List<float[]> block(int rank, int ranks, List<float[]> bundles) {
        Block block = new SliceTree(SLICES).block(rank, ranks);
        return Bundles.copy(bundles.subList(block.from(), block.to()));
    }

    private static Callable<float[]> reducing(Collective collective, long step, String digest, List<float[]> own) {
        return () -> {
            Bundle sum = Bundle.zeros(SHAPE);
            collective.allReduce(step, digest, Bundles.split(own, SHAPE), sum);
            return sum.array(0);
        };
    }

    private List<float[]> reduce(List<Collective> ranks, long step, List<float[]> bundles) throws Exception {
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
            tasks.add(reducing(ranks.get(rank), step, "state-" + step, block(rank, ranks.size(), bundles)));
        }
        return results(start(tasks));
    }

    private void assertExact(List<Collective> ranks, long firstStep, int steps) throws Exception {
        for (long step = firstStep; step < firstStep + steps; step++) {
            List<float[]> bundles = Bundles.wild(new SplittableRandom(step), SLICES, LENGTH);
            int[] expected = Bundles.bits(Bundles.treeSum(bundles));

            assertThat(reduce(ranks, step, bundles))
                    .allSatisfy(sum -> assertThat(Bundles.bits(sum)).isEqualTo(expected));
        }
    }

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

    /** Two hosts of two ranks each, as far as their memories tell. */
    @Test
    void ranksOfSeveralHostsMeetByMemoryAndByTcp(@TempDir Path first, @TempDir Path second) throws Exception {
        for (Path memory : List.of(first, second, first, second)) {
            open(1, new CollectiveConfig("auto", "127.0.0.1", 0, memory.toString(), LONG));
        }

        assertExact(joinAll(1), 1, 5);
        planes.remove(1).close();
        assertExact(joinAll(2), 6, 2);
    }

    @Test
    void aRankWithoutMemoryToShareIsReachedOverTcp(@TempDir Path memory) throws Exception {
        Path file = Files.createFile(memory.resolve("file"));
        for (Path place : List.of(memory, file, memory)) {
            open(1, new CollectiveConfig("auto", "127.0.0.1", 0, place.toString(), LONG));
        }

        assertExact(joinAll(1), 1, 2);
    }

    @Test
    void sumsOverUdpWithAnEmbeddedDriverPerHost() throws Exception {
        open(2, new CollectiveConfig("aeron:udp", "127.0.0.1", 0, "", LONG));

        assertExact(joinAll(1), 1, 3);
    }

    @Test
    void aPeerWhoseConnectionEndsEndsTheStepAtOnce() throws Exception {
        open(2, tcp(LONG));
        List<Collective> ranks = joinAll(1);
        List<float[]> own = block(0, 2, Bundles.wild(new SplittableRandom(1), SLICES, LENGTH));
        Future<float[]> waiting = threads.submit(reducing(ranks.get(0), 1, "state", own));

        planes.get(1).close();

        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining("step 1: rank 1 (" + planes.get(1).address() + ") is gone");
    }

    @Test
    void aPeerThatNoLongerListensIsNotWaitedFor() {
        open(2, tcp(LONG));
        planes.get(0).close();

        assertThatThrownBy(() -> joining(3, 1).call())
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining(
                        "generation 3: rank 0 (" + planes.get(0).address() + ") is gone: Connection refused");
    }

    @Test
    void whoComesBeforeItsPeerWaitsForIt() throws Exception {
        open(2, tcp(LONG));
        joinAll(1);
        Future<Collective> early = threads.submit(joining(3, 1));

        List<Collective> ranks = List.of(joining(3, 0).call(), early.get());

        assertExact(ranks, 1, 1);
    }

    @Test
    void ranksOfOtherTransportsLearnWhyTheyCannotMeet() {
        open(1, tcp(LONG));
        open(1, new CollectiveConfig("aeron:udp", "127.0.0.1", 0, "", LONG));

        assertThatThrownBy(() -> joining(1, 0).call())
                .hasMessageContaining("rank 1 (127.0.0.1:")
                .hasMessageContaining("set pieria.workers.data-transport alike");
        assertThatThrownBy(() -> joining(1, 1).call())
                .hasMessageContaining("rank 0 (tcp://127.0.0.1:")
                .hasMessageContaining("set pieria.workers.data-transport alike");
    }

    @Test
    void saysWhichAddressCannotBeListenedAt() {
        CollectiveConfig elsewhere = new CollectiveConfig("tcp", "192.0.2.1", 0, "", LONG);

        assertThatThrownBy(() -> DataPlane.open(elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot listen at 192.0.2.1:0")
                .hasMessageContaining("pieria.workers.data-host must be an address of this host");
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
    void ranksWithDriversOfTheirOwnLearnWhyTheyCannotMeet() {
        open(2, new CollectiveConfig("aeron:ipc", "127.0.0.1", 0, "", LONG));

        assertThatThrownBy(() -> joining(1, 0).call())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rank 1 (aeron:ipc@")
                .hasMessageContaining("set pieria.workers.data-directory");
    }

    @Test
    void saysWhichDriverIsMissing() {
        CollectiveConfig nowhere = new CollectiveConfig("aeron:ipc", "127.0.0.1", 0, "/dev/shm/pieria-nowhere", LONG);

        assertThatThrownBy(() -> DataPlane.open(nowhere))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no media driver answers in /dev/shm/pieria-nowhere");
    }

    @Test
    void twoDriversDoNotShareADirectory() {
        assertThatThrownBy(() -> DataPlaneDriver.start(DIRECTORY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(DIRECTORY.toString())
                .hasMessageContaining("choose another");
    }

    @Test
    void countsWhatTravelled() throws Exception {
        open(2, ipc(LONG));
        assertExact(joinAll(1), 1, 1);

        assertThat(planes.get(0).counts().get(Event.SENT)).isGreaterThanOrEqualTo(5);
        assertThat(planes.get(0).counts()).containsEntry(Event.CORRUPT, 0L).containsEntry(Event.FOREIGN, 0L);
    }
}
