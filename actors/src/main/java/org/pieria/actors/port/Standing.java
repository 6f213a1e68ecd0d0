package org.pieria.actors.port;

/** Where a worker's state stands: the last applied step of a phase (0 before the first) and the digest of the state after it. */
public record Standing(String phase, long step, String digest) {}
