package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.port.StepInterrupted;

/** What one transport does and others do not. */
class TransportsTest extends DataPlanes {

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
}
