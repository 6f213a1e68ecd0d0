package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Why a request was not answered as asked, and what to do about it.
 *
 * @param error what is wrong, with the offending value
 * @param remedy what the caller can do
 */
record Problem(StatusCode status, String error, String remedy) {

    static Problem missing(String error, String remedy) {
        return new Problem(StatusCodes.NOT_FOUND, error, remedy);
    }

    static Problem unavailable(String error) {
        return new Problem(
                StatusCodes.SERVICE_UNAVAILABLE,
                error,
                "The coordinator may be starting or moving to another node: try again in a few seconds.");
    }

    HttpResponse response() {
        HttpResponse response = Json.response(status, Map.of("error", error, "remedy", remedy));
        return status.equals(StatusCodes.UNAUTHORIZED)
                ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
                : response;
    }

    /** Ends the handling of a request with this problem as its answer. */
    Refusal refusal() {
        return new Refusal(this);
    }

    /** What failed, without the wrapping that stages add. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }

    /** What a failed stage says of itself. */
    static String message(Throwable failure) {
        return Optional.ofNullable(cause(failure).getMessage()).orElse("without a reason");
    }

    /** Carries a problem out of the middle of a handler. */
    static final class Refusal extends RuntimeException {

        private final transient Problem problem;

        private Refusal(Problem problem) {
            super(problem.error());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
