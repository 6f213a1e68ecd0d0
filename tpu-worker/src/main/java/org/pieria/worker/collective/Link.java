package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Carries frames between the ranks of one generation. A frame arrives whole or not at all; it may be lost, doubled or
 * overtaken. One thread at a time.
 */
interface Link extends AutoCloseable {

    /** What became of a frame that was offered. */
    enum Offer {
        /** On its way. */
        SENT,
        /** The peer is slow; offer it again. */
        BUSY,
        /** The peer does not listen, not yet or no more. */
        GONE
    }

    /**
     * Sends a frame, or says at once why not.
     *
     * @param peer the receiver's rank
     * @param frame direct, from 0 to its limit; not kept
     */
    Offer offer(int peer, ByteBuffer frame);

    /**
     * Takes frames that have come.
     *
     * @param frames gets each as a little-endian view from 0 to its limit, valid during the call
     * @param limit most frames to take
     * @return how many were taken
     */
    int poll(Consumer<ByteBuffer> frames, int limit);

    /** The longest frame in bytes; the same on all ranks. */
    int frameLength();

    @Override
    void close();
}
