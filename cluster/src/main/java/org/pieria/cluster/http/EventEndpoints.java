package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.http.javadsl.model.headers.Connection;
import java.util.List;

/** What happens, while it happens. */
final class EventEndpoints {

    private final EventStreams streams;

    EventEndpoints(EventStreams streams) {
        this.streams = streams;
    }

    List<Endpoint> all() {
        return List.of(Endpoint.get("/v1/events", this::events));
    }

    /** The connection ends with the stream: a server that closes would cut one that waits for a next request. */
    private HttpResponse events(Call call) {
        String after =
                call.header("Last-Event-ID").or(() -> call.query("after")).orElse("0");
        return HttpResponse.create()
                .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                .addHeader(Connection.create("close"))
                .withEntity(HttpEntities.createChunked(
                        MediaTypes.TEXT_EVENT_STREAM.toContentType(), streams.after(number(after))));
    }

    private static long number(String text) {
        try {
            return Math.max(0, Long.parseLong(text.trim()));
        } catch (NumberFormatException cause) {
            throw new Problem(
                            StatusCodes.BAD_REQUEST,
                            "Last-Event-ID or after is not a number: " + text,
                            "Give the id of the last event you have, or nothing to begin with the oldest kept one.")
                    .refusal();
        }
    }
}
