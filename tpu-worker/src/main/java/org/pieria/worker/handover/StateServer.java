package org.pieria.worker.handover;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pieria.worker.process.LocalProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the state that this host holds to others that ask for it, and gives signs of life to those who hold a lifeline. Each asking is answered on a thread of its own, from a
 * copy, so that nobody's step waits for a transfer.
 */
public final class StateServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateServer.class);
    private static final int WAITING = 64;
    private static final int BUFFER = 1 << 18;

    private final ServerSocket listener;
    private final String host;
    private final Duration patience;
    private final Donor donor;
    private final Set<Socket> served = ConcurrentHashMap.newKeySet();

    private StateServer(ServerSocket listener, String host, Duration patience, Donor donor) {
        this.listener = listener;
        this.host = host;
        this.patience = patience;
        this.donor = donor;
    }

    /**
     * Listens at a free port.
     *
     * @param host the address that others reach this one at
     * @param patience longest wait for another host's next word
     */
    public static StateServer open(String host, Duration patience, Donor donor) {
        try {
            ServerSocket listener = new ServerSocket(0, WAITING, InetAddress.getByName(host));
            StateServer server = new StateServer(listener, host, patience, donor);
            server.thread("state-server", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen at pieria.workers.data-host '" + host + "': " + e.getMessage(), e);
        }
    }

    /** Where others ask, as host:port. */
    public String address() {
        return host + ":" + listener.getLocalPort();
    }

    /** How many connections are open. */
    int lines() {
        return served.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                served.add(socket);
                if (listener.isClosed()) {
                    closeQuietly(socket); // the kernel may let one more in while the listener is being closed
                }
                thread("state-server-" + socket.getPort(), () -> serve(socket));
            } catch (IOException e) {
                LOG.debug("the state server accepts nobody: {}", e.getMessage());
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            int protocol = in.readInt();
            if (protocol == Line.PROTOCOL) {
                live(socket, in);
            } else if (protocol == Follow.PROTOCOL) {
                lead(socket, Follow.read(in));
            } else {
                hand(socket, Wanted.read(protocol, in));
            }
        } catch (SocketTimeoutException e) {
            LOG.warn("{} asked for nothing within {} s", socket.getRemoteSocketAddress(), patience.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("no state was handed to {}: {}", socket.getRemoteSocketAddress(), e.getMessage());
        } finally {
            served.remove(socket);
        }
    }

    private void hand(Socket socket, Wanted wanted) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
        new Answer().write(out, wanted, donor.of(wanted.standing().phase()));
    }

    /** Whoever has become a member hangs up. */
    private void lead(Socket socket, Follow wanted) throws InterruptedException {
        Optional<Donor.Led> led = donor.led(wanted.phase());
        try {
            new Steps().write(new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER)), led);
        } catch (IOException e) {
            LOG.debug("a follower has gone: {}", e.getMessage());
        } finally {
            led.map(Donor.Led::follower).ifPresent(Follower::end);
        }
    }

    /** Names this process, and gives a sign of life for each that is asked for, until the line is cut. */
    private static void live(Socket socket, DataInputStream in) throws IOException {
        socket.setSoTimeout(0);
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        out.write((LocalProcess.self().toString() + Line.END).getBytes(StandardCharsets.US_ASCII));
        for (int asked = in.read(); asked >= 0; asked = in.read()) {
            out.write(asked);
        }
    }

    private void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends every transfer that is under way. */
    @Override
    public void close() {
        closeQuietly(listener);
        served.forEach(StateServer::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("a socket of the state server does not close: {}", e.getMessage());
        }
    }
}
