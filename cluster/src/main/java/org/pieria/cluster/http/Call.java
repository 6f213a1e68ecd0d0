package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One request that an endpoint answers.
 *
 * @param parameters the values of the template's braces, decoded
 */
record Call(HttpRequest request, Map<String, String> parameters) {

    Call {
        parameters = Map.copyOf(parameters);
    }

    /** A value out of the path. */
    String parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /** A value out of the query string. */
    Optional<String> query(String name) {
        return request.getUri().query().get(name);
    }

    Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
