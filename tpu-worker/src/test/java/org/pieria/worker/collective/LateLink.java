package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A link to peers that begin to listen only after they were offered something many times. */
final class LateLink implements Link {

    private final Link link;
    private int refusals;

    LateLink(Link link, int refusals) {
        this.link = link;
        this.refusals = refusals;
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        return refusals-- > 0 ? Offer.GONE : link.offer(peer, length, writer);
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        return link.poll(frames, limit);
    }

    @Override
    public int frameLength() {
        return link.frameLength();
    }

    @Override
    public void close() {
        link.close();
    }
}
