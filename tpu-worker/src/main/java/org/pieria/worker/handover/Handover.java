package org.pieria.worker.handover;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.pieria.actors.port.StepInterrupted;

/** One asking of another host for the state that it holds. {@link #close} may come from any thread and ends the wait. */
public final class Handover implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private final String address;
    private final Duration patience;
    private final Socket socket = new Socket();

    /**
     * Prepares the asking.
     *
     * @param address the other's {@link StateServer#address}
     * @param patience longest wait for the other's next word
     */
    public Handover(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws StepInterrupted when the other is gone, does not hold the state, says nothing for too long, or what it says is
     *     damaged: another generation may do better
     */
    public Handed take(Wanted wanted) {
        try (socket) {
            int millis = Math.toIntExact(patience.toMillis());
            socket.connect(Peer.of(address), millis);
            socket.setSoTimeout(millis);
            wanted.write(new DataOutputStream(socket.getOutputStream()));
            return new Answer().read(new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER)));
        } catch (IOException e) {
            throw new StepInterrupted(wanted + " could not be taken from " + address + ": " + Peer.why(e));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StepInterrupted("the connection to " + address + " does not close: " + e.getMessage());
        }
    }
}
