package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/** Several ways at once, each to some of the peers. */
final class AutoLink implements Link {

    /** Frames of all ranks are equally long, whichever ways they go. */
    private static final int FRAME = Math.min(SharedRing.FRAME, TcpConnection.FRAME);

    private final List<Link> links = new ArrayList<>();
    private final Map<Integer, Link> ways = new TreeMap<>();

    /** Adds the way to some more peers, perhaps to none. */
    void add(Set<Integer> peers, Link link) {
        links.add(link);
        peers.forEach(peer -> ways.put(peer, link));
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        @Nullable Link way = ways.get(peer);
        if (way == null) {
            throw new IllegalArgumentException("no way to rank " + peer + ", only to " + ways.keySet());
        }
        return way.offer(peer, length, writer);
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        int taken = 0;
        for (Link link : links) {
            taken += link.poll(frames, limit);
        }
        return taken;
    }

    @Override
    public boolean isFlushed() {
        return links.stream().allMatch(Link::isFlushed);
    }

    @Override
    public Map<Integer, String> lost() {
        Map<Integer, String> lost = new TreeMap<>();
        links.forEach(link -> lost.putAll(link.lost()));
        return lost;
    }

    @Override
    public int frameLength() {
        return FRAME;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(links);
    }
}
