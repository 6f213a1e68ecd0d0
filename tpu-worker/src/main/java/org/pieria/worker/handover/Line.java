package org.pieria.worker.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.pieria.actors.port.Lifelines.Break;
import org.pieria.worker.process.LocalProcess;
import org.pieria.worker.process.ThreadStates;

/** One lifeline: asks from time to time, and notes when the other side was last heard. For the selector's thread. */
final class Line {

    /** The first word on a connection that is a lifeline. The answer is the name of a process, and {@link #END}. */
    static final int PROTOCOL = 0x50_4c_00_02;

    /** After the name; no sign of life. */
    static final char END = '\n';

    private static final int LONGEST_NAME = 64;

    private final String address;
    private final SocketChannel channel;
    private final Consumer<Break> broken;
    private final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
    private final ByteBuffer heard = ByteBuffer.allocate(256);
    private final StringBuilder name = new StringBuilder();
    private long lastHeard;
    private boolean spared;

    Line(String address, SocketChannel channel, Consumer<Break> broken, long now) {
        this.address = address;
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

    /** Takes what came, if anything did. */
    void hear(long now) throws IOException {
        int length = channel.isConnected() ? channel.read(heard.clear()) : 0;
        if (length < 0) {
            throw new IOException("its process ended");
        }
        if (length > 0) {
            lastHeard = now;
            spared = false;
            learn(StandardCharsets.US_ASCII.decode(heard.flip()).toString());
        }
    }

    private void learn(String text) {
        if (name.indexOf(String.valueOf(END)) < 0 && name.length() < LONGEST_NAME) {
            name.append(text);
        }
    }

    /** What the threads of the process are about, if it is seen from here. */
    ThreadStates threads() {
        int end = Math.max(0, name.indexOf(String.valueOf(END)));
        Optional<LocalProcess> process = LocalProcess.parse(name.substring(0, end));
        return process.map(LocalProcess::threads).orElse(ThreadStates.unseen());
    }

    /** A while in which nobody here could listen does not count as silence. */
    void excuse(long nanos) {
        lastHeard += nanos;
    }

    long silence(long now) {
        return now - lastHeard;
    }

    /** Notes that its silence is borne; the answer is whether this is new. */
    boolean spare() {
        boolean fresh = !spared;
        spared = true;
        return fresh;
    }

    void end(Break end) {
        broken.accept(end);
    }

    @Override
    public String toString() {
        return address;
    }
}
