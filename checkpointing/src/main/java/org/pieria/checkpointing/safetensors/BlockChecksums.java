package org.pieria.checkpointing.safetensors;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** CRC32C sums of the blocks of a file: every block but the last is {@link #BLOCK} bytes long. */
final class BlockChecksums {

    /** Bytes of a block: 1 MiB. */
    static final int BLOCK = 1 << 20;

    private final List<String> sums = new ArrayList<>();

    /** The number of blocks of a file of this size. */
    static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK;
    }

    /** The checksum of what remains in a buffer, whose position stays; 8 hex digits. */
    static String of(ByteBuffer block) {
        CRC32C sum = new CRC32C();
        sum.update(block.duplicate());
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    void add(ByteBuffer block) {
        sums.add(of(block));
    }

    List<String> sums() {
        return List.copyOf(sums);
    }
}
