package org.pieria.worker.collective;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Memory that the workers of one host share, without a media driver. */
final class SharedMemoryTransport implements Transport {

    private final SharedMemory memory;

    private SharedMemoryTransport(SharedMemory memory) {
        this.memory = memory;
    }

    /** Takes a folder in the configured directory, or where Aeron would keep its own. */
    static SharedMemoryTransport open(CollectiveConfig config) {
        Path place = config.directory().isEmpty() ? DataPlaneDriver.place() : Path.of(config.directory());
        return new SharedMemoryTransport(SharedMemory.claim(place));
    }

    @Override
    public String address() {
        return memory.address();
    }

    @Override
    public void requireReachable(Generation generation) {
        generation.requireReachable(address(), peer -> reaches(peer) ? Optional.empty() : Optional.of(elsewhere()));
    }

    private String elsewhere() {
        return "does not share the memory of " + address()
                + "; give all workers of the host one pieria.workers.data-directory, or set data-transport = auto on all"
                + " hosts";
    }

    @Override
    public Link open(Generation generation) {
        return open(generation, generation.peers());
    }

    /** The way to some of the peers. */
    Link open(Generation generation, Set<Integer> peers) {
        return SharedMemoryLink.open(generation, memory, peers);
    }

    /** Whether a peer's address lies in the same memory. */
    boolean reaches(String peer) {
        return memory.reaches(peer);
    }

    @Override
    public void close() {
        memory.close();
    }
}
