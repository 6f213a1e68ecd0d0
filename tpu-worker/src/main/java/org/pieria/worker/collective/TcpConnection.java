package org.pieria.worker.collective;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.pieria.worker.collective.Link.Offer;

/**
 * The connection to one peer: frames one after another, each behind its length in four bytes. Never waits. What cannot be
 * sent ends the sending alone: what the peer sent before it left is still read. One thread at a time.
 */
final class TcpConnection implements AutoCloseable {

    /** Longest frame in bytes. */
    static final int FRAME = 128 << 10;

    static final int SOCKET_BUFFER = 4 << 20;
    private static final int PREFIX = Integer.BYTES;
    private static final int FRAMES = 4;

    private final SocketChannel channel;
    private final ByteBuffer out = buffer();
    private final ByteBuffer in = buffer();
    private int written;
    private int read;
    private boolean connected;
    private boolean deaf;
    private Optional<String> end = Optional.empty();

    private TcpConnection(SocketChannel channel, boolean connected) {
        this.channel = channel;
        this.connected = connected;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(FRAMES * (PREFIX + FRAME)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes over a connection that a peer opened. */
    static TcpConnection accepted(SocketChannel channel) throws IOException {
        tune(channel);
        return new TcpConnection(channel, true);
    }

    /** Begins to open a connection; the introduction will be the first thing that is said. */
    static TcpConnection opening(InetSocketAddress address, Introduction introduction) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            tune(channel);
            TcpConnection connection = new TcpConnection(channel, channel.connect(address));
            connection.out.put(introduction.bytes());
            return connection;
        } catch (IOException | RuntimeException e) {
            CloseHelper.quietClose(channel);
            throw e;
        }
    }

    private static void tune(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
    }

    /** Why the connection has ended, once everything that came before was taken. */
    Optional<String> end() {
        return end;
    }

    /** Whether everything offered is the kernel's, or can no more be sent. */
    boolean isFlushed() {
        return deaf || written == out.position();
    }

    Offer offer(int length, Consumer<ByteBuffer> writer) {
        if (deaf || !isConnected()) {
            return Offer.GONE;
        }
        if (out.remaining() < PREFIX + length) {
            flush();
        }
        if (out.remaining() < PREFIX + length) {
            return deaf ? Offer.GONE : Offer.BUSY;
        }
        int at = out.position();
        writer.accept(out.slice(at + PREFIX, length).order(ByteOrder.LITTLE_ENDIAN));
        out.putInt(at, length).position(at + PREFIX + length);
        flush();
        return Offer.SENT;
    }

    private boolean isConnected() {
        if (connected || end.isPresent()) {
            return connected;
        }
        try {
            connected = channel.finishConnect();
        } catch (IOException e) {
            finish(e);
        }
        return connected;
    }

    /** Gives the kernel what it takes now. */
    void flush() {
        if (isFlushed() || !isConnected()) {
            return;
        }
        try {
            written += channel.write(out.duplicate().limit(out.position()).position(written));
        } catch (IOException e) {
            deaf = true;
        }
        if (isFlushed()) {
            out.clear();
            written = 0;
        }
    }

    /** Takes frames; see {@link Link#poll}. */
    int poll(Consumer<ByteBuffer> frames, int limit) {
        int taken = deliver(frames, limit);
        if (taken < limit && end.isEmpty() && isConnected() && fill()) {
            taken += deliver(frames, limit - taken);
        }
        return taken;
    }

    /** Reads what has come behind what is there. Returns whether that was anything. */
    private boolean fill() {
        makeRoom();
        try {
            int count = channel.read(in);
            if (count < 0) {
                finish("it closed the connection");
            }
            return count > 0;
        } catch (IOException e) {
            finish(e);
            return false;
        }
    }

    /** Moves the beginning of a frame to the front of the buffer. */
    private void makeRoom() {
        if (read > 0) {
            in.limit(in.position()).position(read);
            in.compact();
            read = 0;
        }
    }

    private int deliver(Consumer<ByteBuffer> frames, int limit) {
        int taken = 0;
        while (taken < limit && end.isEmpty() && in.position() - read >= PREFIX) {
            int length = in.getInt(read);
            if (length < 0 || length > FRAME) {
                finish("it sent a frame of " + length + " bytes, at most " + FRAME + " are allowed");
            } else if (in.position() - read < PREFIX + length) {
                return taken;
            } else {
                ByteBuffer frame = in.slice(read + PREFIX, length).order(ByteOrder.LITTLE_ENDIAN);
                read += PREFIX + length;
                frames.accept(frame);
                taken++;
            }
        }
        return taken;
    }

    private void finish(IOException cause) {
        String message = cause.getMessage();
        finish(message == null ? cause.toString() : message);
    }

    private void finish(String reason) {
        deaf = true;
        end = Optional.of(reason);
        close();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
