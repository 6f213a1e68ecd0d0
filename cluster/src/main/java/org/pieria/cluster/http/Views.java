package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunControl;

/** Answers requests out of the coordinator's view of the run. */
final class Views {

    private final RunControl control;

    Views(RunControl control) {
        this.control = control;
    }

    /** An endpoint's handler: a part of the view as JSON. */
    Function<Call, CompletionStage<HttpResponse>> part(Function<ClusterView, Object> part) {
        return call -> answer(view -> Json.ok(part.apply(view)));
    }

    /** What the function makes of the view; 503 if there is none. */
    CompletionStage<HttpResponse> answer(Function<ClusterView, HttpResponse> function) {
        return view().handle((view, failure) -> view == null ? absent(failure) : function.apply(view));
    }

    /** The view, or nothing when the coordinator is silent. */
    CompletionStage<Optional<ClusterView>> ifAny() {
        return view().handle((view, failure) -> Optional.ofNullable(view));
    }

    private CompletionStage<ClusterView> view() {
        try {
            return control.view();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static HttpResponse absent(Throwable failure) {
        return Problem.unavailable("The coordinator does not answer: " + Problem.message(failure))
                .response();
    }
}
