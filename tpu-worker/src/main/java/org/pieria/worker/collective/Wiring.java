package org.pieria.worker.collective;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.process.LocalProcess;

/**
 * Aeron's names for the ways between ranks: the address of a data plane, and for each generation the channel and the stream
 * that a rank listens at. Streams differ between generations, so that a new one never reads what an old one left.
 *
 * @param config how this host is reached
 * @param address where this host's data plane listens
 */
record Wiring(CollectiveConfig config, String address) {

    private static final String IPC = "aeron:ipc@";
    static final int IPC_MTU = 65_504;
    private static final int ETHERNET_MTU = 1_408;
    private static final int LONGEST_TERM = 16 << 20;
    private static final int SHORTEST_TERM = 1 << 20;
    /** What is under way within a host should not leave the cache. */
    private static final int IPC_TERM = 1 << 20;

    /**
     * Finds an address for this host.
     *
     * @param directory of the media driver that will carry the traffic
     */
    static Wiring of(CollectiveConfig config, String directory) {
        String address = config.isIpc()
                ? IPC + directory + "#" + LocalProcess.self() + "-" + UUID.randomUUID()
                : config.host() + ":" + (config.port() == 0 ? freePort(config.host()) : config.port());
        return new Wiring(config, address);
    }

    private static int freePort(String host) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "pieria.workers.data-host must be an address of this host, got '" + host + "'", e);
        }
    }

    /** Refuses peers that cannot be reached from here. */
    void requireReachable(Generation generation) {
        generation.requireReachable(address, this::obstacle);
    }

    private Optional<String> obstacle(String peer) {
        boolean other = peer.startsWith(IPC) != config.isIpc() || peer.contains("://");
        return Generation.otherTransport(other, address).or(() -> otherDriver(peer));
    }

    private Optional<String> otherDriver(String peer) {
        return config.isIpc() && !directory(peer).equals(directory(address))
                ? Optional.of("uses another media driver than " + address
                        + "; set pieria.workers.data-directory to one driver's directory for all workers of a host")
                : Optional.empty();
    }

    /** The process behind an address of this host; empty for addresses that do not say. */
    static Optional<LocalProcess> process(String address) {
        int process = address.lastIndexOf('#') + 1;
        int end = address.indexOf('-', process);
        return address.startsWith(IPC) && end > process
                ? LocalProcess.parse(address.substring(process, end))
                : Optional.empty();
    }

    private static String directory(String address) {
        return address.substring(0, address.lastIndexOf('#'));
    }

    /** The channel to listen at, or to send to, with this address. */
    String channel(String at, int length) {
        ChannelUri uri = ChannelUri.parse(config.transport());
        if (!config.isIpc()) {
            uri.put(CommonContext.ENDPOINT_PARAM_NAME, at);
        }
        putIfAbsent(uri, CommonContext.MTU_LENGTH_PARAM_NAME, mtu());
        putIfAbsent(uri, CommonContext.TERM_LENGTH_PARAM_NAME, term(length));
        return uri.toString();
    }

    private static void putIfAbsent(ChannelUri uri, String name, int value) {
        if (!uri.containsKey(name)) {
            uri.put(name, Integer.toString(value));
        }
    }

    private int mtu() {
        return config.isIpc() || isLoopback(config.host()) ? IPC_MTU : ETHERNET_MTU;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("pieria.workers.data-host is unknown: '" + host + "'", e);
        }
    }

    /** Terms are memory: three of them per pair of ranks and direction. Half a term is under way at most. */
    private int term(int length) {
        if (config.isIpc()) {
            return IPC_TERM;
        }
        long bytes = Math.min(LONGEST_TERM, Math.max(SHORTEST_TERM, (long) length * Float.BYTES));
        return Integer.highestOneBit((int) bytes);
    }

    /** The stream that a rank of a generation listens at. */
    static int stream(Generation generation, int rank) {
        long bits = CounterRandom.of(generation.number())
                .at(rank)
                .at(generation.addresses().get(rank))
                .bits(0);
        return (int) (bits >>> 33);
    }
}
