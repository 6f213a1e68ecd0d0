package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One method on one path.
 *
 * @param template the path as openapi.yaml has it: {@code /v1/phases/{name}}; a last {@code {path}*} takes all that is left
 */
record Endpoint(HttpMethod method, String template, Function<Call, CompletionStage<HttpResponse>> handler) {

    /** A reading endpoint that answers from memory. */
    static Endpoint get(String template, Function<Call, HttpResponse> handler) {
        return later(template, call -> CompletableFuture.completedFuture(handler.apply(call)));
    }

    /** A reading endpoint that has to ask somebody first. */
    static Endpoint later(String template, Function<Call, CompletionStage<HttpResponse>> handler) {
        return new Endpoint(HttpMethods.GET, template, handler);
    }

    /** A changing endpoint. */
    static Endpoint post(String template, Function<Call, CompletionStage<HttpResponse>> handler) {
        return new Endpoint(HttpMethods.POST, template, handler);
    }

    /** The values of the template's braces if the path is this one. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> expected = segments();
        boolean open = !expected.isEmpty() && expected.get(expected.size() - 1).endsWith("*");
        if (open ? path.size() < expected.size() : path.size() != expected.size()) {
            return Optional.empty();
        }
        return values(expected, open ? closed(path, expected.size()) : path);
    }

    /** The template's parts between slashes. */
    List<String> segments() {
        return template.equals("/") ? List.of() : List.of(template.substring(1).split("/"));
    }

    private static List<String> closed(List<String> path, int size) {
        List<String> head = path.subList(0, size - 1);
        String rest = String.join("/", path.subList(size - 1, path.size()));
        return Stream.concat(head.stream(), Stream.of(rest)).toList();
    }

    private static Optional<Map<String, String>> values(List<String> expected, List<String> path) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String part = expected.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.indexOf('}')), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
