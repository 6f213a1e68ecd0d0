package org.pieria.actors.training;

/**
 * Why something that an engine was asked for did not come about.
 *
 * @param interrupted whether another generation may do better: a peer, the generation's end or a file is to blame, not this engine
 * @param unfit whether this host must not be believed any more
 * @param reason in words
 */
public record Fault(boolean interrupted, boolean unfit, String reason) {

    public Fault {
        if (interrupted && unfit) {
            throw new IllegalArgumentException("a fault is a peer's or this host's, not both: " + reason);
        }
    }

    /** A fault that says nothing about whether the host can be believed. */
    public Fault(boolean interrupted, String reason) {
        this(interrupted, false, reason);
    }
}
