package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames through memory that ranks of one host share: a ring from each peer, which this rank makes, and one to each,
 * which is found when the peer has made it. Nothing is lost or overtaken here; nobody stands between the two.
 */
final class SharedMemoryLink implements Link {

    /**
     * Bytes of the rings that a rank reads, together: as much as a cache holds. Lines that come round sooner are still in
     * the cache of the other core, which may be far away, and are taken from it at a third of the speed of memory.
     */
    private static final int ROOM = 32 << 20;

    private final Generation generation;
    private final Map<Integer, SharedRing> inboxes = new TreeMap<>();
    private final Map<Integer, SharedRing> outboxes = new TreeMap<>();
    private final SharedMemory memory;
    private final PeerProcesses processes;

    private SharedMemoryLink(Generation generation, SharedMemory memory) {
        this.generation = generation;
        this.memory = memory;
        this.processes = new PeerProcesses(
                generation, peer -> SharedMemory.process(generation.addresses().get(peer)), System::nanoTime);
    }

    /** Makes the rings that some of the peers will write to; does not wait. */
    static SharedMemoryLink open(Generation generation, SharedMemory memory, Set<Integer> peers) {
        SharedMemoryLink link = new SharedMemoryLink(generation, memory);
        try {
            link.listen(peers);
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void listen(Set<Integer> peers) {
        int capacity = capacity(generation.shape().bytes(), peers.size());
        for (int peer : peers) {
            inboxes.put(peer, SharedRing.create(memory.ring(generation, peer, generation.rank()), capacity));
        }
    }

    /**
     * Bytes of each ring: what a step of two ranks sends one way, as far as there is room for it.
     *
     * @param bundle bytes of a bundle
     * @param peers that write to this rank
     */
    static int capacity(long bundle, int peers) {
        long wanted = Math.min(bundle, ROOM / Math.max(1, peers));
        return Math.max(SharedRing.LEAST, Integer.highestOneBit((int) wanted));
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        return to(peer).map(ring -> ring.offer(length, writer)).orElse(Offer.GONE);
    }

    private Optional<SharedRing> to(int peer) {
        @Nullable SharedRing known = outboxes.get(peer);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SharedRing> found = SharedRing.open(memory.ring(generation, generation.rank(), peer));
        found.ifPresent(ring -> outboxes.put(peer, ring));
        return found;
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        int each = Math.max(1, limit / Math.max(1, inboxes.size()));
        int taken = 0;
        for (SharedRing inbox : inboxes.values()) {
            taken += inbox.poll(frames, each);
        }
        if (taken == 0) {
            processes.look();
        }
        return taken;
    }

    @Override
    public Map<Integer, String> lost() {
        return processes.gone();
    }

    @Override
    public int frameLength() {
        return SharedRing.FRAME;
    }

    @Override
    public void close() {
        inboxes.values().forEach(inbox -> CloseHelper.quietClose(inbox::leave));
        CloseHelper.quietCloseAll(outboxes.values());
        inboxes.clear(); // what was unmapped must never be touched again
        outboxes.clear();
    }
}
