package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a request, and turns whatever goes wrong into a problem that names no class. */
final class Router implements Function<HttpRequest, CompletionStage<HttpResponse>> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final transient List<Endpoint> endpoints;

    Router(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        return answer(request)
                .exceptionally(failure -> failed(request, Problem.cause(failure)))
                .thenApply(response -> response.addHeader(RawHeader.create("X-Content-Type-Options", "nosniff")));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            return route(request);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletionStage<HttpResponse> route(HttpRequest request) {
        List<String> path = new ArrayList<>();
        request.getUri().pathSegments().forEach(path::add);
        List<HttpMethod> others = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Map<String, String> values = endpoint.match(path).orElse(null);
            if (values != null && endpoint.method().equals(request.method())) {
                return endpoint.handler().apply(new Call(request, values));
            } else if (values != null) {
                others.add(endpoint.method());
            }
        }
        return CompletableFuture.completedFuture(others.isEmpty() ? unknown(request) : unfit(request, others));
    }

    private static HttpResponse unknown(HttpRequest request) {
        String error = "There is nothing at " + request.getUri().path() + ".";
        return Problem.missing(error, "All paths stand in /v1/openapi.yaml.").response();
    }

    private static HttpResponse unfit(HttpRequest request, List<HttpMethod> others) {
        String allowed =
                String.join(" or ", others.stream().map(HttpMethod::name).toList());
        String error = request.method().name() + " is not possible on "
                + request.getUri().path() + ".";
        return new Problem(StatusCodes.METHOD_NOT_ALLOWED, error, "Use " + allowed + ".")
                .response()
                .addHeader(Allow.create(others.toArray(HttpMethod[]::new)));
    }

    private static HttpResponse failed(HttpRequest request, Throwable failure) {
        if (failure instanceof Problem.Refusal refusal) {
            return refusal.problem().response();
        }
        LOG.error("{} {} failed", request.method().name(), request.getUri().path(), failure);
        String remedy = "The coordinator's log has the reason, at this moment.";
        return new Problem(StatusCodes.INTERNAL_SERVER_ERROR, "The request failed inside.", remedy).response();
    }
}
