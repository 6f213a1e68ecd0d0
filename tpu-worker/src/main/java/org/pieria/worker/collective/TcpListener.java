package org.pieria.worker.collective;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one listening socket of a data plane. It has no thread: the link of the day lets guests in while it misses a peer, and
 * who comes between two generations waits in the kernel's queue. A guest says first who it is; one of a generation to come
 * waits for its link, all others that the link does not want are shown out. Any thread, never waits.
 */
final class TcpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    /** Peers of a generation that connect before this host joins it; the kernel may allow fewer. */
    private static final int QUEUE = 4096;
    /** Guests that are let in and have no link: silent ones, and those of generations to come. */
    private static final int MOST_GUESTS = 4096;

    private final ServerSocketChannel socket;
    private final List<Guest> guests = new ArrayList<>();

    private TcpListener(ServerSocketChannel socket) {
        this.socket = socket;
    }

    /**
     * Listens.
     *
     * @param port 0: any free one
     */
    static TcpListener open(String host, int port) {
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            try {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, TcpConnection.SOCKET_BUFFER);
                socket.bind(new InetSocketAddress(host, port), QUEUE).configureBlocking(false);
                return new TcpListener(socket);
            } catch (IOException | RuntimeException e) {
                CloseHelper.quietClose(socket);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "cannot listen at " + host + ":" + port + " (" + e.getMessage()
                            + "); pieria.workers.data-host must be an address of this host, data-port a free port",
                    e);
        }
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    /** A connection whose opener has not said everything, or is early. */
    private static final class Guest {

        private final SocketChannel channel;
        private final ByteBuffer words =
                ByteBuffer.allocate(Introduction.LENGTH).order(ByteOrder.LITTLE_ENDIAN);

        Guest(SocketChannel channel) {
            this.channel = channel;
        }

        /** Whether it has said who it is, or has left. */
        boolean isHeard() throws IOException {
            return !words.hasRemaining() || channel.read(words) < 0 || !words.hasRemaining();
        }

        Optional<Introduction> introduction() {
            return words.hasRemaining() ? Optional.empty() : Introduction.read(words);
        }
    }

    /**
     * Lets in who stands at the door.
     *
     * @param generation of the link that asks; guests of later ones wait
     * @param host takes a guest of this generation as its own, or answers false
     */
    synchronized void admit(long generation, BiPredicate<Introduction, SocketChannel> host) {
        accept();
        for (Iterator<Guest> each = guests.iterator(); each.hasNext(); ) {
            Guest guest = each.next();
            if (isSettled(guest, generation, host)) {
                each.remove();
            }
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = next(); channel != null; channel = next()) {
                channel.configureBlocking(false);
                guests.add(new Guest(channel));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data plane's socket at port " + port() + " accepts nobody", e);
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        return guests.size() < MOST_GUESTS ? socket.accept() : null;
    }

    /** Whether a guest need not wait here any longer. */
    private static boolean isSettled(Guest guest, long generation, BiPredicate<Introduction, SocketChannel> host) {
        try {
            if (!guest.isHeard()) {
                return false;
            }
            Optional<Introduction> introduction = guest.introduction();
            long wanted = introduction.map(Introduction::generation).orElse(-1L);
            if (wanted > generation) {
                return false;
            }
            if (wanted < generation || !host.test(introduction.orElseThrow(), guest.channel)) {
                LOG.debug("generation {} shows {} out: {}", generation, guest.channel, introduction);
                CloseHelper.quietClose(guest.channel);
            }
            return true;
        } catch (IOException e) {
            LOG.debug("a guest left before it was let in: {}", e.getMessage());
            CloseHelper.quietClose(guest.channel);
            return true;
        }
    }

    @Override
    public synchronized void close() {
        CloseHelper.quietClose(socket);
        guests.forEach(guest -> CloseHelper.quietClose(guest.channel));
        guests.clear();
    }
}
