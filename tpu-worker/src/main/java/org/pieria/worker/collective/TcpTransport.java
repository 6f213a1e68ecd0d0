package org.pieria.worker.collective;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Connections over TCP, one for each pair of ranks and generation. The kernel ends them when a process dies, so a killed
 * peer is noticed within milliseconds.
 */
final class TcpTransport implements Transport {

    static final String SCHEME = "tcp://";

    private final TcpListener listener;
    private final String address;

    private TcpTransport(TcpListener listener, String host) {
        this.listener = listener;
        this.address = SCHEME + host + ":" + listener.port();
    }

    /** Listens at the configured address. */
    static TcpTransport open(CollectiveConfig config) {
        return new TcpTransport(TcpListener.open(config.host(), config.port()), config.host());
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void requireReachable(Generation generation) {
        generation.requireReachable(address, peer -> Generation.otherTransport(!peer.startsWith(SCHEME), address));
    }

    @Override
    public Link open(Generation generation) {
        return open(generation, generation.peers());
    }

    /** The way to some of the peers. */
    Link open(Generation generation, Set<Integer> peers) {
        return TcpLink.open(generation, listener, peers);
    }

    /** The socket address behind a data plane's address; it is looked up now. */
    static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(SCHEME.length(), colon);
        return new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    }

    @Override
    public void close() {
        listener.close();
    }
}
