package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A link to peers that begin to listen only some time after they have been heard. */
final class LateLink implements Link {

    private final Link link;
    private int refusals;
    private boolean heard;

    LateLink(Link link, int refusals) {
        this.link = link;
        this.refusals = refusals;
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        boolean refused = !heard || refusals-- > 0;
        return refused ? Offer.GONE : link.offer(peer, length, writer);
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        int taken = link.poll(frames, limit);
        heard |= taken > 0;
        return taken;
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
