package org.pieria.actors;

/**
 * Marks messages that cross from one process to another. Each is a record of values and actor references, at most a few
 * kilobytes, and is registered with an id of its own in {@code WireSerializer}.
 */
public interface Wire {}
