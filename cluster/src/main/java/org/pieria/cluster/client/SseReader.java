package org.pieria.cluster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the lines of a {@code text/event-stream} into events, as the HTML standard says: a blank line ends an event, a
 * colon at the start is a comment (heartbeats), one space after the colon of a field is not part of its value.
 */
public final class SseReader {

    private final List<String> data = new ArrayList<>();
    private String event = "";
    private String id = "";

    /** The event that this line completes, if it does. */
    public Optional<SseFrame> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        if (colon != 0) {
            field(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : value(line, colon));
        }
        return Optional.empty();
    }

    private void field(String name, String value) {
        switch (name) {
            case "data" -> data.add(value);
            case "event" -> event = value;
            case "id" -> id = value;
            default -> {
                // The standard says to ignore fields one does not know.
            }
        }
    }

    private static String value(String line, int colon) {
        String value = line.substring(colon + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private Optional<SseFrame> dispatch() {
        boolean empty = data.isEmpty();
        SseFrame frame = new SseFrame(id, event.isEmpty() ? "message" : event, String.join("\n", data));
        data.clear();
        event = "";
        return empty ? Optional.empty() : Optional.of(frame);
    }
}
