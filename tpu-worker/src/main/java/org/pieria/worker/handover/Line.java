package org.pieria.worker.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.pieria.actors.port.Lifelines.Break;

/** One lifeline: asks from time to time, and notes when the other side was last heard. For the selector's thread. */
final class Line {

    /** The first word on a connection that is a lifeline. */
    static final int PROTOCOL = 0x50_4c_00_01;

    private final SocketChannel channel;
    private final Consumer<Break> broken;
    private final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
    private final ByteBuffer heard = ByteBuffer.allocate(64);
    private long lastHeard;

    Line(SocketChannel channel, Consumer<Break> broken, long now) {
        this.channel = channel;
        this.broken = broken;
        this.lastHeard = now;
    }

    void connected() throws IOException {
        channel.finishConnect();
        channel.write(word.clear().putInt(PROTOCOL).flip());
    }

    /** Asks for a sign of life; one that does not fit the way is left out, since others are on it. */
    void ask() throws IOException {
        if (channel.isConnected()) {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        }
    }

    /** Takes what came. */
    void hear(long now) throws IOException {
        if (channel.read(heard.clear()) < 0) {
            throw new IOException("its process ended");
        }
        lastHeard = now;
    }

    /** A while in which nobody here could listen does not count as silence. */
    void excuse(long nanos) {
        lastHeard += nanos;
    }

    long silence(long now) {
        return now - lastHeard;
    }

    void end(Break end) {
        broken.accept(end);
    }
}
