package org.pieria.cluster.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the model paints. Files are read on a dispatcher of their own. */
final class SampleEndpoints {

    private final RunFiles files;
    private final Executor blocking;

    SampleEndpoints(RunFiles files, Executor blocking) {
        this.files = files;
        this.blocking = blocking;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.later("/v1/samples", call -> read(() -> Json.ok(files.samples()))),
                Endpoint.later("/v1/samples/{path}*", call -> read(() -> image(call.parameter("path")))));
    }

    private HttpResponse image(String path) throws IOException {
        byte[] bytes = files.sample(path)
                .orElseThrow(() -> Problem.missing(
                                "There is no sample " + path + ".", "GET /v1/samples lists those that there are.")
                        .refusal());
        return HttpResponse.create()
                .addHeader(CacheControl.create(CacheDirectives.NO_CACHE))
                .withEntity(ContentTypes.create(MediaTypes.IMAGE_PNG), bytes);
    }

    private CompletionStage<HttpResponse> read(Reading reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.answer();
                    } catch (IOException cause) {
                        throw new UncheckedIOException(cause);
                    }
                },
                blocking);
    }

    private interface Reading {
        HttpResponse answer() throws IOException;
    }
}
