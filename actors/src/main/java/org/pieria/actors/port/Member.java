package org.pieria.actors.port;

/** A worker's place in a generation: its name and its data-plane address. The rank is its index in the member list. */
public record Member(String worker, String dataAddress) {}
