package org.pieria.actors.training;

/**
 * Why something that an engine was asked for did not come about.
 *
 * @param interrupted whether a peer or the generation's end is to blame, not this engine
 * @param reason in words
 */
public record Fault(boolean interrupted, String reason) {}
