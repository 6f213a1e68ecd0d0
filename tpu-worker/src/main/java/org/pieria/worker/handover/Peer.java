package org.pieria.worker.handover;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where another host's {@link StateServer} listens. */
final class Peer {

    private Peer() {}

    /** Of an address as host:port. */
    static InetSocketAddress of(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IOException("that is no host:port");
        }
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
