package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;

/** Ranks as threads that really wait, over a network that loses frames. */
@Timeout(60)
class LinkedCollectiveTest {

    private static final int SLICES = 4;
    private static final int LENGTH = 500;
    private static final BundleShape SHAPE = BundleShape.of(LENGTH);
    private static final int STEPS = 6;
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofMillis(2));

    private final Tally tally = new Tally();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** All steps of one rank; it leaves only when every rank is through, as a coordinator would have it. */
    private static List<float[]> steps(LinkedCollective collective, int rank, int ranks) {
        collective.open();
        List<float[]> sums = new ArrayList<>();
        SliceTree.Block block = new SliceTree(SLICES).block(rank, ranks);
        for (int step = 0; step < STEPS; step++) {
            Bundle sum = Bundle.zeros(SHAPE);
            List<Bundle> own = Bundles.split(bundles(step).subList(block.from(), block.to()), SHAPE);
            collective.allReduce(step, "state-" + step, own, sum);
            sums.add(sum.array(0));
        }
        return sums;
    }

    private static List<float[]> bundles(int step) {
        return Bundles.wild(new SplittableRandom(step), SLICES, LENGTH);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ranksFinishEveryStepExactlyThoughFramesAreLost(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int ranks = random.nextInt(2, SLICES + 1);
        MemoryNetwork network = new MemoryNetwork(ranks, Frame.HEADER + 32 * Float.BYTES);
        network.fateIsChaos(random);

        assertExact(generations(Ensemble.addresses(ranks)), generation -> network.link(generation.rank()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void connectionsWhoseFramesAreDamagedAndDroppedChangeNoBit(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<TcpListener> listeners = new ArrayList<>();
        IntStream.range(0, random.nextInt(2, SLICES + 1))
                .forEach(rank -> listeners.add(TcpListener.open("127.0.0.1", 0)));
        List<String> addresses = listeners.stream()
                .map(listener -> TcpTransport.SCHEME + "127.0.0.1:" + listener.port())
                .toList();

        assertExact(
                generations(addresses),
                generation -> new LossyLink(
                        TcpLink.open(generation, listeners.get(generation.rank()), generation.peers()),
                        Frame.HEADER + 32 * Float.BYTES,
                        random.split()));

        listeners.forEach(TcpListener::close);
    }

    @Test
    void aRankThatIsRefusedLearnsWhyThoughItListensLate() {
        MemoryNetwork network = new MemoryNetwork(2, Frame.HEADER + 32 * Float.BYTES);
        Generation four = new Generation(3, 0, Ensemble.addresses(2), SLICES, SHAPE);
        Generation eight = new Generation(3, 1, Ensemble.addresses(2), 2 * SLICES, SHAPE);
        Link late = new LateLink(network.link(1), 100);
        Future<?> early = threads.submit(new LinkedCollective(four, network.link(0), PATIENCE, tally)::open);
        Future<?> refusing = threads.submit(new LinkedCollective(eight, late, PATIENCE, tally)::open);

        assertThatThrownBy(refusing::get).cause().hasMessageContaining("reduces 4 slices");
        assertThatThrownBy(early::get).cause().hasMessageContaining("reduces 8 slices");
    }

    private static List<Generation> generations(List<String> addresses) {
        return IntStream.range(0, addresses.size())
                .mapToObj(rank -> new Generation(3, rank, addresses, SLICES, SHAPE))
                .toList();
    }

    private void assertExact(List<Generation> generations, Function<Generation, Link> links) throws Exception {
        List<LinkedCollective> collectives = new ArrayList<>();
        List<Future<List<float[]>>> running = new ArrayList<>();
        for (Generation generation : generations) {
            LinkedCollective collective = new LinkedCollective(generation, links.apply(generation), PATIENCE, tally);
            collectives.add(collective);
            running.add(threads.submit(() -> steps(collective, generation.rank(), generations.size())));
        }

        for (Future<List<float[]>> rank : running) {
            List<float[]> sums = rank.get();
            for (int step = 0; step < STEPS; step++) {
                assertThat(Bundles.bits(sums.get(step))).isEqualTo(Bundles.bits(Bundles.treeSum(bundles(step))));
            }
        }
        collectives.forEach(LinkedCollective::close);
        assertThat(tally.of(Tally.Event.CORRUPT))
                .as("damaged frames are counted")
                .isPositive();
        assertThat(tally.of(Tally.Event.RESENT)).as("and asked for again").isPositive();
    }
}
