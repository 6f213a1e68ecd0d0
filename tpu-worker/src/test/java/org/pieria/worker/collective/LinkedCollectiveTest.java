package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks as threads that really wait, over a network that loses frames. */
@Timeout(60)
class LinkedCollectiveTest {

    private static final int SLICES = 4;
    private static final int LENGTH = 500;
    private static final int STEPS = 6;
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofMillis(2));

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
            float[] sum = new float[LENGTH];
            List<float[]> own = Bundles.copy(bundles(step).subList(block.from(), block.to()));
            collective.allReduce(step, "state-" + step, own, sum);
            sums.add(sum);
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
        List<LinkedCollective> collectives = new ArrayList<>();
        List<Future<List<float[]>>> running = new ArrayList<>();

        for (int rank = 0; rank < ranks; rank++) {
            int self = rank;
            Generation generation = new Generation(3, rank, Ensemble.addresses(ranks), SLICES, LENGTH);
            LinkedCollective collective = new LinkedCollective(generation, network.link(rank), PATIENCE, new Tally());
            collectives.add(collective);
            running.add(threads.submit(() -> steps(collective, self, ranks)));
        }

        for (Future<List<float[]>> rank : running) {
            List<float[]> sums = rank.get();
            for (int step = 0; step < STEPS; step++) {
                assertThat(Bundles.bits(sums.get(step))).isEqualTo(Bundles.bits(Bundles.treeSum(bundles(step))));
            }
        }
        collectives.forEach(LinkedCollective::close);
    }
}
