package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Link.Offer;
import org.pieria.worker.process.LocalProcess;

class SharedMemoryTest {

    @TempDir
    Path place;

    private List<Path> below(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private static Generation generation(int rank, SharedMemory... members) {
        List<String> addresses =
                List.of(members).stream().map(SharedMemory::address).toList();
        return new Generation(3, rank, addresses, 2, BundleShape.of(100));
    }

    private static Link open(int rank, SharedMemory... members) {
        Generation generation = generation(rank, members);
        return SharedMemoryLink.open(generation, members[rank], generation.peers());
    }

    @Test
    void nothingIsLeftOfRingsThatBothSidesHaveOpened() throws IOException {
        try (SharedMemory first = SharedMemory.claim(place);
                SharedMemory second = SharedMemory.claim(place);
                Link one = open(0, first, second);
                Link other = open(1, first, second)) {
            one.offer(1, 4, bytes -> bytes.putInt(0, 5));
            other.offer(0, 4, bytes -> bytes.putInt(0, 6));

            assertThat(below(first.folder())).isEmpty();
            assertThat(below(second.folder())).isEmpty();
        }
        assertThat(below(place)).isEmpty();
    }

    @Test
    void aPeerThatHasNotComeOrHasLeftDoesNotListen() {
        try (SharedMemory first = SharedMemory.claim(place);
                SharedMemory second = SharedMemory.claim(place);
                Link one = open(0, first, second)) {
            assertThat(one.offer(1, 4, bytes -> {})).isEqualTo(Offer.GONE);

            Link other = open(1, first, second);
            assertThat(one.offer(1, 4, bytes -> {})).isEqualTo(Offer.SENT);

            other.close();
            assertThat(one.offer(1, 4, bytes -> {})).isEqualTo(Offer.GONE);
        }
    }

    @Test
    void framesThatWereSentAreReadAfterTheSenderHasLeft() {
        List<Integer> read = new ArrayList<>();
        try (SharedMemory first = SharedMemory.claim(place);
                SharedMemory second = SharedMemory.claim(place);
                Link other = open(1, first, second)) {
            try (Link one = open(0, first, second)) {
                one.offer(1, 4, bytes -> bytes.putInt(0, 5));
                one.offer(1, 4, bytes -> bytes.putInt(0, 6));
            }

            other.poll(bytes -> read.add(bytes.getInt(0)), 10);
        }
        assertThat(read).containsExactly(5, 6);
    }

    @Test
    void aFullRingIsBusyUntilItIsRead() {
        try (SharedMemory first = SharedMemory.claim(place);
                SharedMemory second = SharedMemory.claim(place);
                Link one = open(0, first, second);
                Link other = open(1, first, second)) {
            int sent = 0;
            while (one.offer(1, SharedRing.FRAME, bytes -> {}) == Offer.SENT) {
                sent++;
            }

            assertThat(sent).isBetween(2, SharedRing.LEAST / SharedRing.FRAME);
            assertThat(one.offer(1, SharedRing.FRAME, bytes -> {})).isEqualTo(Offer.BUSY);
            assertThat(other.poll(bytes -> {}, 1000)).isEqualTo(sent);
            assertThat(one.offer(1, SharedRing.FRAME, bytes -> {})).isEqualTo(Offer.SENT);
        }
    }

    @Test
    void aRingHoldsAStepOfTwoRanksAsFarAsAllRingsOfARankFitTheCache() {
        assertThat(SharedMemoryLink.capacity(64 << 20, 1)).isEqualTo(32 << 20);
        assertThat(SharedMemoryLink.capacity(64 << 20, 3)).isEqualTo(8 << 20);
        assertThat(SharedMemoryLink.capacity(5 << 20, 1)).isEqualTo(4 << 20);
        assertThat(SharedMemoryLink.capacity(1000, 1)).isEqualTo(SharedRing.LEAST);
        assertThat(SharedMemoryLink.capacity(1L << 40, 255)).isEqualTo(SharedRing.LEAST);
    }

    @Test
    void nothingIsLeftOfARingThatCannotBeMade() throws IOException {
        Path taken = Files.createDirectory(place.resolve("taken"));
        Files.createFile(taken.resolve("by a file"));

        assertThatThrownBy(() -> SharedRing.create(taken, SharedRing.LEAST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pieria.workers.data-directory");
        assertThat(below(place)).containsExactly(taken);
    }

    @Test
    void foldersOfProcessesThatAreGoneAreRemoved() throws IOException {
        LocalProcess gone =
                new LocalProcess(Long.MAX_VALUE / 100, LocalProcess.self().namespace());
        Path left = Files.createDirectory(place.resolve("pieria-rings-" + gone + "-x"));
        Files.createFile(left.resolve("1-from-0.ring"));
        Path elsewhere = Files.createDirectory(place.resolve("pieria-rings-5@4711-x"));

        try (SharedMemory own = SharedMemory.claim(place)) {
            assertThat(below(place)).containsExactlyInAnyOrder(own.folder(), elsewhere);
        }
    }

    @Test
    void peersOfAnotherMemoryAreNamedWithTheRemedy() throws IOException {
        Path other = Files.createDirectory(place.resolve("other"));
        CollectiveConfig here = new CollectiveConfig("shm", "127.0.0.1", 0, place.toString(), Duration.ofSeconds(1));
        CollectiveConfig there = new CollectiveConfig("shm", "127.0.0.1", 0, other.toString(), Duration.ofSeconds(1));
        try (DataPlane one = DataPlane.open(here);
                DataPlane two = DataPlane.open(there)) {
            List<String> addresses = List.of(one.address(), two.address());

            assertThatThrownBy(() -> one.join(1, 0, addresses, 2, BundleShape.of(100)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rank 1 (shm://")
                    .hasMessageContaining("does not share the memory of " + one.address())
                    .hasMessageContaining("set data-transport = auto");
        }
    }

    @Test
    void namesThePlaceThatCannotBeWrittenTo() throws IOException {
        Path file = Files.createFile(place.resolve("file"));

        assertThatThrownBy(() -> SharedMemory.claim(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot make a folder in " + file)
                .hasMessageContaining("pieria.workers.data-directory");
    }
}
