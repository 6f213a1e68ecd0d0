package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.Map;
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
     * @param length of the frame in bytes
     * @param writer writes it, where it leaves from; called only if it is sent; gets a direct little-endian buffer of that
     *     length
     */
    Offer offer(int peer, int length, Consumer<ByteBuffer> writer);

    /**
     * Takes frames that have come.
     *
     * @param frames gets each as a little-endian view from 0 to its limit, valid during the call
     * @param limit most frames to take
     * @return how many were taken
     */
    int poll(Consumer<ByteBuffer> frames, int limit);

    /** Whether every frame that was sent has left this process, as far as its peer still listens. */
    default boolean isFlushed() {
        return true;
    }

    /**
     * The peers that are known to have gone for good, with the reason. Every frame that one sent before has been taken by
     * then. A transport that cannot tell knows none.
     */
    default Map<Integer, String> lost() {
        return Map.of();
    }

    /** The longest frame in bytes; the same on all ranks. */
    int frameLength();

    @Override
    void close();
}
