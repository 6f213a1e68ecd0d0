package org.pieria.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The classic ring over TCP as the yardstick: no headers, no checksums, no deadlines, no fixed order of additions. One
 * thread; it writes to the next rank and reads from the one before in turn.
 */
final class PlainRing implements AutoCloseable {

    private static final int BLOCK = 128 << 10;
    private static final int SOCKET_BUFFER = 4 << 20;

    private final ServerSocketChannel listener;
    private final ByteBuffer out = buffer();
    private final ByteBuffer in = buffer();
    private @Nullable SocketChannel next;
    private @Nullable SocketChannel previous;

    private PlainRing(ServerSocketChannel listener) {
        this.listener = listener;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BLOCK).order(ByteOrder.nativeOrder());
    }

    static PlainRing listen() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new PlainRing(listener);
    }

    String port() {
        return Integer.toString(listener.socket().getLocalPort());
    }

    /** Connects to the next rank and waits for the one before. */
    void connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        next = channel;
        previous = listener.accept();
        previous.configureBlocking(false);
    }

    /** Sums the arrays of all ranks into each of them. */
    void reduce(float[] values, int rank, int ranks) {
        for (int round = 0; round < ranks - 1; round++) {
            exchange(values, part(values, rank - round, ranks), part(values, rank - round - 1, ranks), true);
        }
        for (int round = 0; round < ranks - 1; round++) {
            exchange(values, part(values, rank + 1 - round, ranks), part(values, rank - round, ranks), false);
        }
    }

    /** A stretch of the array. */
    private record Part(int from, int to) {}

    private static Part part(float[] values, int index, int ranks) {
        int which = Math.floorMod(index, ranks);
        return new Part(
                (int) ((long) values.length * which / ranks), (int) ((long) values.length * (which + 1) / ranks));
    }

    private void exchange(float[] values, Part sent, Part taken, boolean add) {
        int send = sent.from();
        int take = taken.from();
        out.limit(0);
        while (send < sent.to() || out.hasRemaining() || take < taken.to()) {
            if (!out.hasRemaining() && send < sent.to()) {
                send = load(values, send, sent.to());
            }
            write();
            if (take < taken.to()) {
                take = take(values, take, taken.to(), add);
            }
        }
    }

    private int load(float[] values, int from, int to) {
        int count = Math.min(BLOCK / Float.BYTES, to - from);
        out.clear().limit(count * Float.BYTES);
        out.asFloatBuffer().put(values, from, count);
        return from + count;
    }

    private void write() {
        try {
            if (next != null && out.hasRemaining()) {
                next.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int take(float[] values, int from, int to, boolean add) {
        int count = Math.min(BLOCK / Float.BYTES, to - from);
        in.limit(count * Float.BYTES);
        read();
        if (in.hasRemaining()) {
            return from;
        }
        in.clear();
        FloatBuffer floats = in.asFloatBuffer();
        if (add) {
            for (int i = 0; i < count; i++) {
                values[from + i] += floats.get(i);
            }
        } else {
            floats.get(values, from, count);
        }
        return from + count;
    }

    private void read() {
        try {
            if (previous != null && previous.read(in) < 0) {
                throw new IllegalStateException("the rank before has left the ring");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (next != null) {
            next.close();
        }
        if (previous != null) {
            previous.close();
        }
    }
}
