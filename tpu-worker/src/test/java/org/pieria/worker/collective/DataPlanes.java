package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Timeout;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.SliceTree.Block;

/** Data planes of one host, the threads that use them, and a media driver for those that share one. */
@Timeout(60)
abstract class DataPlanes {

    static final Path DIRECTORY = DataPlaneDriver.newDirectory();
    static final Duration LONG = Duration.ofSeconds(30);
    static final int SLICES = 4;
    static final int LENGTH = 50_000;
    static final BundleShape SHAPE = BundleShape.of(LENGTH);
    private static DataPlaneDriver driver;

    final ExecutorService threads = Executors.newCachedThreadPool();
    final List<DataPlane> planes = new ArrayList<>();

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

    static CollectiveConfig with(String transport, Duration deadline) {
        return new CollectiveConfig(transport, "127.0.0.1", 0, DIRECTORY.toString(), deadline);
    }

    static CollectiveConfig ipc(Duration deadline) {
        return with("aeron:ipc", deadline);
    }

    static CollectiveConfig tcp(Duration deadline) {
        return with("tcp", deadline);
    }

    void open(int ranks, CollectiveConfig config) {
        IntStream.range(0, ranks).forEach(rank -> planes.add(DataPlane.open(config)));
    }

    List<String> addresses() {
        return planes.stream().map(DataPlane::address).toList();
    }

    Callable<Collective> joining(long generation, int rank) {
        return () -> planes.get(rank).join(generation, rank, addresses(), SLICES, SHAPE);
    }

    <T> List<Future<T>> start(List<Callable<T>> tasks) {
        return tasks.stream().map(threads::submit).toList();
    }

    static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    List<Collective> joinAll(long generation) throws Exception {
        List<Callable<Collective>> joins = new ArrayList<>();
        for (int rank = 0; rank < planes.size(); rank++) {
            joins.add(joining(generation, rank));
        }
        return results(start(joins));
    }

    static List<float[]> block(int rank, int ranks, List<float[]> bundles) {
        Block block = new SliceTree(SLICES).block(rank, ranks);
        return Bundles.copy(bundles.subList(block.from(), block.to()));
    }

    static Callable<float[]> reducing(Collective collective, long step, String digest, List<float[]> own) {
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

    void assertExact(List<Collective> ranks, long firstStep, int steps) throws Exception {
        for (long step = firstStep; step < firstStep + steps; step++) {
            List<float[]> bundles = Bundles.wild(new SplittableRandom(step), SLICES, LENGTH);
            int[] expected = Bundles.bits(Bundles.treeSum(bundles));

            assertThat(reduce(ranks, step, bundles))
                    .allSatisfy(sum -> assertThat(Bundles.bits(sum)).isEqualTo(expected));
        }
    }
}
