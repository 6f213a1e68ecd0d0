package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A real link whose receiver loses, doubles, damages and reorders what has come, as a seed says. */
final class LossyLink implements Link {

    private final Link link;
    private final int frameLength;
    private final UnaryOperator<List<ByteBuffer>> fate;

    LossyLink(Link link, int frameLength, RandomGenerator random) {
        this.link = link;
        this.frameLength = frameLength;
        this.fate = MemoryNetwork.chaos(random);
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        return link.offer(peer, length, writer);
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        return link.poll(frame -> fate.apply(List.of(MemoryNetwork.copy(frame))).forEach(frames), limit);
    }

    @Override
    public boolean isFlushed() {
        return link.isFlushed();
    }

    @Override
    public Map<Integer, String> lost() {
        return link.lost();
    }

    @Override
    public int frameLength() {
        return frameLength;
    }

    @Override
    public void close() {
        link.close();
    }
}
