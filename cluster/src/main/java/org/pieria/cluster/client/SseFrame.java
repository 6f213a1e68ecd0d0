package org.pieria.cluster.client;

/**
 * One server-sent event.
 *
 * @param id the last id seen on the stream; empty before the first
 * @param event its name; {@code message} if the server gave none
 */
public record SseFrame(String id, String event, String data) {}
