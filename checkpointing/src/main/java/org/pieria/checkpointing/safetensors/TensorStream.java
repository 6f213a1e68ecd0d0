package org.pieria.checkpointing.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * Reads tensors in blocks through one small buffer, not by mapping, so that the pages of a large file do not count as the
 * process's memory.
 */
public final class TensorStream {

    private static final int BLOCK = 1 << 20;

    private final FileChannel channel;
    private final Path file;
    private final long start;

    TensorStream(FileChannel channel, Path file, long start) {
        this.channel = channel;
        this.file = file;
        this.start = start;
    }

    /** Looks at one block; both views are valid only during the call. */
    @FunctionalInterface
    public interface Blocks {

        /**
         * Takes the next values of a tensor.
         *
         * @param bytes as they are stored
         * @param values the same as floats, the first {@code count} of the array
         * @param count at least 1
         */
        void take(ByteBuffer bytes, float[] values, int count);
    }

    void read(TensorEntry tensor, Blocks blocks) throws IOException {
        FloatDecoder decoder = FloatDecoder.of(tensor.type());
        int width = tensor.type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BLOCK, tensor.end() - tensor.begin()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.capacity() / width];
        for (long at = tensor.begin(); at < tensor.end(); at += bytes.limit()) {
            fill(bytes.clear().limit((int) Math.min(bytes.capacity(), tensor.end() - at)), start + at);
            int count = bytes.limit() / width;
            decoder.decode(bytes, values, 0, count);
            blocks.take(bytes.asReadOnlyBuffer(), values, count);
        }
    }

    private void fill(ByteBuffer bytes, long from) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new DamagedFile(file + " cannot be read: it was cut off while it was read");
            }
        }
        bytes.flip();
    }
}
