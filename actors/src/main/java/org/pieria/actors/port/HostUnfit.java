package org.pieria.actors.port;

/**
 * This host computes or holds something else than it should, and nobody must believe it: its memory, its processor or its
 * libraries are not what the run needs. The message says what differs.
 */
public final class HostUnfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HostUnfit(String reason) {
        super(reason);
    }
}
