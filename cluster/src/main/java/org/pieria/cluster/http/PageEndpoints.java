package org.pieria.cluster.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dashboard and what it is made of: resources of the class path, read once each. */
final class PageEndpoints {

    /** Everything is served from here; inline scripts are not needed, so none runs. */
    private static final String POLICY =
            "default-src 'self'; " + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "css", ContentTypes.parse("text/css; charset=utf-8"),
            "js", ContentTypes.parse("text/javascript; charset=utf-8"),
            "svg", ContentTypes.parse("image/svg+xml"),
            "yaml", ContentTypes.parse("application/yaml"));

    private final Map<String, Optional<byte[]>> resources = new ConcurrentHashMap<>();

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/", call -> resource(call, "dashboard/index.html")),
                Endpoint.get("/dashboard/{file}", call -> resource(call, "dashboard/" + call.parameter("file"))),
                Endpoint.get(
                        "/assets/{path}*",
                        call -> resource(call, "META-INF/resources/webjars/" + call.parameter("path"))),
                Endpoint.get("/v1/openapi.yaml", call -> resource(call, "openapi.yaml")));
    }

    private HttpResponse resource(Call call, String name) {
        byte[] bytes = plain(name)
                .flatMap(known -> resources.computeIfAbsent(known, PageEndpoints::read))
                .orElseThrow(() -> Problem.missing(
                                "There is nothing at " + call.request().getUri().path() + ".", "The dashboard is at /.")
                        .refusal());
        String tag = "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "-" + bytes.length + "\"";
        HttpResponse response = call.header("If-None-Match").filter(tag::equals).isPresent()
                ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
                : HttpResponse.create().withEntity(type(name), bytes);
        return response.addHeader(RawHeader.create("ETag", tag))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("Content-Security-Policy", POLICY));
    }

    /** Names with a way up, or of a kind that is not served, are none. */
    private static Optional<String> plain(String name) {
        boolean plain = name.matches("[\\w./-]+") && !name.contains("..") && TYPES.containsKey(ending(name));
        return plain ? Optional.of(name) : Optional.empty();
    }

    private static ContentType type(String name) {
        return TYPES.getOrDefault(ending(name), ContentTypes.APPLICATION_OCTET_STREAM);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Optional<byte[]> read(String name) {
        try (InputStream in = PageEndpoints.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
