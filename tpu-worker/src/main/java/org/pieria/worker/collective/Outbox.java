package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Link.Offer;

/** Frames on their way to one peer, in order. Never waits: what the peer does not take stays here. */
final class Outbox {

    private final Link link;
    private final int peer;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private boolean gone;
    private long chunksSent;

    Outbox(Link link, int peer) {
        this.link = link;
        this.peer = peer;
    }

    /**
     * A frame with the floats it will carry, which must not change until it is sent.
     *
     * @param frame its header
     * @param payload its floats
     * @param wire how they travel
     */
    record Parcel(Frame frame, Span payload, Wire wire) {

        private static final Span NOTHING = Span.all(new float[0]);

        static Parcel bare(Frame frame) {
            return new Parcel(frame, NOTHING, Wire.FLOAT32);
        }

        int length() {
            return Frame.HEADER + payload.length() * wire.bytes();
        }

        void write(ByteBuffer bytes) {
            frame.write(bytes, payload, wire);
        }
    }

    void add(Parcel parcel) {
        parcels.add(parcel);
    }

    /** Sends while the peer takes; at most the given number. Returns how many frames were sent. */
    int flush(int most) {
        int sent = 0;
        while (sent < most && !parcels.isEmpty() && offer()) {
            chunksSent += parcels.remove().frame().hasPayload() ? 1 : 0;
            sent++;
        }
        return sent;
    }

    private boolean offer() {
        Parcel parcel = parcels.element();
        Offer answer = link.offer(peer, parcel.length(), parcel::write);
        gone = answer == Offer.GONE;
        return answer == Offer.SENT;
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** Chunks sent since the beginning. */
    long chunksSent() {
        return chunksSent;
    }

    /** Whether the peer did not listen when it was last offered something. */
    boolean isGone() {
        return gone;
    }

    /** Drops what was not sent. */
    void clear() {
        parcels.clear();
    }
}
