package org.pieria.worker.collective;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.pieria.worker.collective.Link.Offer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way between two processes of a host: a ring in a file that both have mapped, with one writer and one reader. The
 * reader makes the file, the writer removes its name as soon as it has mapped it, so that nothing is left of two processes
 * that are killed. One thread at a time at each end.
 */
final class SharedRing implements AutoCloseable {

    /** The longest frame. */
    static final int FRAME = 1 << 17;

    /** Bytes of the smallest ring that takes the longest frame. */
    static final int LEAST = 8 * FRAME;

    private static final Logger LOG = LoggerFactory.getLogger(SharedRing.class);
    private static final byte[] ZEROS = new byte[LEAST];
    private static final int TYPE = 1;
    private static final long CLOSED = -1;

    private final Path file;
    private final MappedByteBuffer mapped;
    private final OneToOneRingBuffer ring;

    private SharedRing(Path file, MappedByteBuffer mapped) {
        this.file = file;
        this.mapped = mapped;
        this.ring = new OneToOneRingBuffer(new UnsafeBuffer(mapped));
    }

    /**
     * Makes the reader's end. The file appears whole or not at all.
     *
     * @param capacity bytes of frames under way; a power of two, at least {@value #LEAST}
     * @throws IllegalStateException when there is no room for it
     */
    static SharedRing create(Path file, int capacity) {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        int length = capacity + RingBufferDescriptor.TRAILER_LENGTH;
        try {
            fill(draft, length);
            SharedRing ring = new SharedRing(file, map(draft));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return ring;
        } catch (IOException e) {
            delete(draft);
            throw new IllegalStateException(
                    "no room for " + length + " bytes in " + file.getParent()
                            + "; enlarge it, or set pieria.workers.data-directory or data-transport",
                    e);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warn("{} is left over: {}", draft, e.getMessage());
        }
    }

    /** Written, not only mapped: who writes to a mapped page that finds no room dies of it. */
    private static void fill(Path file, int length) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int left = length; left > 0; left -= ZEROS.length) {
                out.write(ZEROS, 0, Math.min(left, ZEROS.length));
            }
        }
    }

    /** Opens the writer's end, if the reader has made it. */
    static Optional<SharedRing> open(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SharedRing ring = new SharedRing(file, map(file));
            Files.deleteIfExists(file);
            return Optional.of(ring);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // the reader has left meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map " + file, e);
        }
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size());
        }
    }

    /** The writer's: sends a frame or says why not, as {@link Link#offer}. */
    Offer offer(int length, Consumer<ByteBuffer> writer) {
        if (ring.consumerHeartbeatTime() == CLOSED) {
            return Offer.GONE;
        }
        int index = ring.tryClaim(TYPE, length);
        if (index == RingBuffer.INSUFFICIENT_CAPACITY) {
            return Offer.BUSY;
        }
        write(index, length, writer);
        return Offer.SENT;
    }

    private void write(int index, int length, Consumer<ByteBuffer> writer) {
        try {
            writer.accept(view(index, length));
            ring.commit(index);
        } catch (RuntimeException e) {
            ring.abort(index);
            throw e;
        }
    }

    /** The reader's: takes frames, as {@link Link#poll}. */
    int poll(Consumer<ByteBuffer> frames, int limit) {
        return ring.read((type, buffer, index, length) -> frames.accept(view(index, length)), limit);
    }

    private ByteBuffer view(int index, int length) {
        return mapped.slice(index, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Ends the reader's end: the writer is told that nobody listens. */
    void leave() throws IOException {
        ring.consumerHeartbeatTime(CLOSED);
        Files.deleteIfExists(file);
        close();
    }

    /** Ends the writer's end. What it sent can still be read. */
    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
