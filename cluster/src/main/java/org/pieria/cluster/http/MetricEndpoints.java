package org.pieria.cluster.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Numbers: curves for the dashboard, and everything for Prometheus. */
final class MetricEndpoints {

    private static final ContentType PROMETHEUS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final Curves curves;
    private final RunMeters meters;
    private final Views views;

    MetricEndpoints(Curves curves, RunMeters meters, Views views) {
        this.curves = curves;
        this.meters = meters;
        this.views = views;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/v1/metrics", call -> Json.ok(Map.of("series", curves.series()))),
                Endpoint.get("/v1/metrics/{series}", call -> series(call.parameter("series"))),
                Endpoint.later("/metrics", call -> scrape()));
    }

    private HttpResponse series(String name) {
        List<Curve.Point> points = curves.points(name)
                .orElseThrow(() -> Problem.missing(
                                "There is no series " + name + ".",
                                "GET /v1/metrics lists them; a series begins with its first point.")
                        .refusal());
        return Json.ok(Map.of("series", name, "points", points));
    }

    /** Answers without a coordinator too: its absence is what somebody will want to be told of. */
    private CompletionStage<HttpResponse> scrape() {
        return views.ifAny()
                .thenApply(view -> HttpResponse.create()
                        .withEntity(PROMETHEUS, meters.scrape(view).getBytes(StandardCharsets.UTF_8)));
    }
}
