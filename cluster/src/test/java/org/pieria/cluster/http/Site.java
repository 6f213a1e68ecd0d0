package org.pieria.cluster.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import akka.actor.ActorSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A real server on a free port of loopback, and a client of it. */
final class Site implements AutoCloseable {

    /** One for all tests of the process, which it does not keep alive: starting one costs as much as a test. */
    static final ActorSystem SYSTEM =
            ActorSystem.create("http-test", ConfigFactory.parseString("akka { loglevel = WARNING, daemonic = on }"));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    Site(FakeRun run, Path directory, String token) {
        server = await(HttpServer.bind(SYSTEM, new HttpConfig("127.0.0.1", 0, token), run, new RunFiles(directory)));
    }

    HttpServer server() {
        return server;
    }

    HttpClient client() {
        return client;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, Map.of());
    }

    HttpResponse<String> post(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return send("POST", path, headers);
    }

    HttpResponse<String> send(String method, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        await(server.close());
    }
}
