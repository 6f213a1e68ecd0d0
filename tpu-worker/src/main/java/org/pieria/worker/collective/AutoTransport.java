package org.pieria.worker.collective;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For each peer the faster way: memory to those of the same host, TCP to all others. */
final class AutoTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(AutoTransport.class);
    private static final String SCHEME = "auto";
    private static final String AND = "+";

    private final TcpTransport far;
    private final Optional<SharedMemoryTransport> near;

    private AutoTransport(TcpTransport far, Optional<SharedMemoryTransport> near) {
        this.far = far;
        this.near = near;
    }

    /** Listens at the configured address, and in memory where that can be shared. */
    static AutoTransport open(CollectiveConfig config) {
        return new AutoTransport(TcpTransport.open(config), near(config));
    }

    private static Optional<SharedMemoryTransport> near(CollectiveConfig config) {
        try {
            return Optional.of(SharedMemoryTransport.open(config));
        } catch (IllegalArgumentException e) {
            LOG.warn("all peers are reached over TCP, those of this host too: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String address() {
        String behind = near.map(memory -> AND + memory.address()).orElse("");
        return SCHEME + AND + far.address() + behind;
    }

    @Override
    public void requireReachable(Generation generation) {
        String own = address();
        generation.requireReachable(own, peer -> Generation.otherTransport(!peer.startsWith(SCHEME + AND), own));
    }

    @Override
    public Link open(Generation generation) {
        Set<Integer> neighbours = neighbours(generation);
        Set<Integer> others = generation.peers();
        others.removeAll(neighbours);
        AutoLink link = new AutoLink();
        try {
            near.ifPresent(memory ->
                    link.add(neighbours, memory.open(by(SharedMemory.SCHEME, generation), neighbours)));
            link.add(others, far.open(by(TcpTransport.SCHEME, generation), others));
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private static Generation by(String scheme, Generation generation) {
        return generation.at(address -> part(address, scheme));
    }

    private Set<Integer> neighbours(Generation generation) {
        Set<Integer> neighbours = generation.peers();
        neighbours.removeIf(peer -> !reachesByMemory(part(generation.addresses().get(peer), SharedMemory.SCHEME)));
        return neighbours;
    }

    private boolean reachesByMemory(String address) {
        return near.filter(memory -> memory.reaches(address)).isPresent();
    }

    /** The part of an address that is for one way; empty if the peer has none. */
    private static String part(String address, String scheme) {
        return Arrays.stream(address.split("\\" + AND, -1))
                .filter(part -> part.startsWith(scheme))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        near.ifPresent(SharedMemoryTransport::close);
        far.close();
    }
}
