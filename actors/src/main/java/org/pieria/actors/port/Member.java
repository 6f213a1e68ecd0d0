package org.pieria.actors.port;

/**
 * A worker's place in a generation; the rank is its index in the member list.
 *
 * @param worker its name
 * @param dataAddress of its data plane
 * @param stateAddress where it hands over the state that it holds, as host:port
 */
public record Member(String worker, String dataAddress, String stateAddress) {}
