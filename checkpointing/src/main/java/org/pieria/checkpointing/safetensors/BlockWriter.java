package org.pieria.checkpointing.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import org.pieria.checkpointing.store.Disk;

/** Writes a file block by block and sums each block on its way. One thread. */
final class BlockWriter {

    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer block =
            ByteBuffer.allocateDirect(BlockChecksums.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final BlockChecksums checksums = new BlockChecksums();

    BlockWriter(Disk disk, FileChannel channel) {
        this.disk = disk;
        this.channel = channel;
    }

    void put(byte[] bytes) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(bytes.length - from, block.remaining());
            block.put(bytes, from, count);
            from += count;
            flushIfFull();
        }
    }

    void put(NamedTensor tensor) throws IOException {
        int from = 0;
        while (from < tensor.elements()) {
            from = tensor.copy(from, block);
            flushIfFull();
        }
    }

    /** Writes what is left and gives the sums of all blocks. */
    List<String> finish() throws IOException {
        if (block.position() > 0) {
            flush();
        }
        return checksums.sums();
    }

    private void flushIfFull() throws IOException {
        if (!block.hasRemaining()) {
            flush();
        }
    }

    private void flush() throws IOException {
        block.flip();
        checksums.add(block);
        disk.write(channel, block);
        block.clear();
    }
}
