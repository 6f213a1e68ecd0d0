package org.pieria.worker.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One shard, read by position, so that threads share it. A thread that is interrupted inside a read closes the channel
 * for all; the others then open it again.
 */
final class ShardFile implements AutoCloseable {

    private final Path path;
    private @Nullable FileChannel channel;
    private boolean closed;

    ShardFile(Path path) {
        this.path = path;
    }

    /** Reads a member and compares it with the index. */
    byte[] read(Member member) throws IOException {
        byte[] content = read(member.offset(), member.size());
        if (checksum(content) != member.checksum()) {
            throw new IOException(path + " changed after it was indexed: " + member.size() + " bytes at "
                    + member.offset() + " have another checksum");
        }
        return content;
    }

    byte[] read(long offset, int size) throws IOException {
        while (true) {
            FileChannel open = open();
            try {
                return read(open, offset, size);
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (ClosedChannelException byAnotherThread) {
                forget(open);
            }
        }
    }

    static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    private byte[] read(FileChannel open, long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining()) {
            if (open.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException(path + " ends inside a file of " + size + " bytes at " + offset);
            }
        }
        return buffer.array();
    }

    private synchronized FileChannel open() throws IOException {
        if (closed) {
            throw new IOException(path + " was closed");
        }
        if (channel == null) {
            channel = FileChannel.open(path);
        }
        return channel;
    }

    private synchronized void forget(FileChannel broken) {
        if (channel == broken) {
            channel = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }
}
