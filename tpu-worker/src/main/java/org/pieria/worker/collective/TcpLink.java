package org.pieria.worker.collective;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;

/**
 * Carries frames over TCP, one connection to each peer: a rank opens those to lower ranks and is called by higher ones. A
 * connection is never opened twice: its end is the end of the generation, which {@link #lost} tells at once.
 */
final class TcpLink implements Link {

    private final Generation generation;
    private final TcpListener listener;
    private final Set<Integer> peers;
    private final Map<Integer, TcpConnection> connections = new TreeMap<>();
    private int turn;

    private TcpLink(Generation generation, TcpListener listener, Set<Integer> peers) {
        this.generation = generation;
        this.listener = listener;
        this.peers = peers;
    }

    /** Begins to connect to some of the peers; does not wait. */
    static TcpLink open(Generation generation, TcpListener listener, Set<Integer> peers) {
        TcpLink link = new TcpLink(generation, listener, peers);
        try {
            link.call();
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void call() {
        for (int peer : peers) {
            if (peer < generation.rank()) {
                call(peer);
            }
        }
    }

    private void call(int peer) {
        Introduction introduction = new Introduction(generation.number(), generation.rank(), peer);
        try {
            String address = generation.addresses().get(peer);
            connections.put(peer, TcpConnection.opening(TcpTransport.socket(address), introduction));
        } catch (IOException | RuntimeException e) {
            throw new StepInterrupted(generation.name(peer) + " cannot be connected to: " + e);
        }
    }

    private boolean welcome(Introduction guest, SocketChannel channel) {
        int peer = guest.from();
        boolean awaited = guest.to() == generation.rank() && peer > generation.rank() && peers.contains(peer);
        if (!awaited || connections.containsKey(peer)) {
            return false;
        }
        try {
            connections.put(peer, TcpConnection.accepted(channel));
            return true;
        } catch (IOException e) {
            return false; // it left at once; who opened a connection learns that by itself
        }
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        @Nullable TcpConnection connection = connections.get(peer);
        return connection == null ? Offer.GONE : connection.offer(length, writer);
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        if (connections.size() < peers.size()) {
            listener.admit(generation.number(), this::welcome);
        }
        int taken = 0;
        int first = turn++;
        for (int i = 0; i < generation.ranks(); i++) {
            @Nullable TcpConnection connection = connections.get(Math.floorMod(first + i, generation.ranks()));
            if (connection != null) {
                connection.flush();
                taken += connection.poll(frames, limit - taken);
            }
        }
        return taken;
    }

    @Override
    public boolean isFlushed() {
        return connections.values().stream().allMatch(TcpConnection::isFlushed);
    }

    @Override
    public Map<Integer, String> lost() {
        Map<Integer, String> lost = new TreeMap<>();
        connections.forEach((peer, connection) -> connection.end().ifPresent(why -> lost.put(peer, why)));
        return lost;
    }

    @Override
    public int frameLength() {
        return TcpConnection.FRAME;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(connections.values());
    }
}
