package org.pieria.checkpointing.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of a file in memory. A mapping has at most 2 GiB, so there are several; each reaches a little into the next,
 * so that no element is cut.
 */
final class MappedFile {

    /** Bytes from the start of one mapping to the start of the next. */
    static final long WINDOW = 1L << 30;

    private static final int OVERLAP = Long.BYTES;

    private final List<MappedByteBuffer> windows = new ArrayList<>();
    private final long window;

    MappedFile(FileChannel channel, long start, long window) throws IOException {
        this.window = window;
        long bytes = channel.size() - start;
        for (long at = 0; at < bytes; at += window) {
            windows.add(channel.map(MapMode.READ_ONLY, start + at, Math.min(window + OVERLAP, bytes - at)));
        }
    }

    /** Takes some elements of a tensor out of a little-endian buffer that begins with them. */
    @FunctionalInterface
    interface Taker {
        void take(ByteBuffer bytes, int from, int count);
    }

    void read(TensorEntry tensor, Taker taker) {
        int width = tensor.type().bytes();
        int from = 0;
        for (long at = tensor.begin(); at < tensor.end(); ) {
            long windowEnd = Math.min(tensor.end(), (at / window + 1) * window);
            int count = (int) ((windowEnd - at + width - 1) / width);
            taker.take(bytes(at, count * width), from, count);
            from += count;
            at += (long) count * width;
        }
    }

    private ByteBuffer bytes(long at, int count) {
        return windows.get((int) (at / window))
                .slice((int) (at % window), count)
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
