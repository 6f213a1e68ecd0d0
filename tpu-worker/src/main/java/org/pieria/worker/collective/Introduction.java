package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a rank says first on a connection that it opens.
 *
 * @param generation it belongs to
 * @param from the rank that speaks
 * @param to the rank it wants to speak with
 */
record Introduction(long generation, int from, int to) {

    /** Bytes on the wire. */
    static final int LENGTH = 24;

    private static final long MAGIC = 0x31_50_43_54_41_52_49_50L; // "PIRATCP1"

    ByteBuffer bytes() {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(generation)
                .putInt(from)
                .putInt(to)
                .flip();
    }

    /** Reads an introduction, little-endian from the beginning; empty if these bytes are none. */
    static Optional<Introduction> read(ByteBuffer bytes) {
        return bytes.getLong(0) == MAGIC
                ? Optional.of(new Introduction(bytes.getLong(8), bytes.getInt(16), bytes.getInt(20)))
                : Optional.empty();
    }
}
