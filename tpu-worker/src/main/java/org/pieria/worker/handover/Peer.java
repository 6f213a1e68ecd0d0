package org.pieria.worker.handover;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Where another host's {@link StateServer} listens. */
final class Peer {

    private Peer() {}

    /** Why a conversation with it ended. */
    static String why(IOException end) {
        return end instanceof EOFException ? "it hung up" : String.valueOf(end.getMessage());
    }

    /** Of an address as host:port. */
    static InetSocketAddress of(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IOException("that is no host:port");
        }
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
