package org.pieria.cluster.http;

import java.util.List;
import java.util.stream.Collectors;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.WorkerView;

/** The run as it stands. */
final class RunEndpoints {

    private final Views views;

    RunEndpoints(Views views) {
        this.views = views;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.later("/v1/cluster", views.part(view -> view)),
                Endpoint.later("/v1/run", views.part(ClusterView::run)),
                Endpoint.later("/v1/run/optimizer", views.part(RunEndpoints::optimizer)),
                Endpoint.later("/v1/phases", views.part(ClusterView::phases)),
                Endpoint.later(
                        "/v1/phases/{name}",
                        call -> views.answer(view -> Json.ok(phase(view, call.parameter("name"))))),
                Endpoint.later("/v1/checkpoints", views.part(ClusterView::checkpoints)),
                Endpoint.later("/v1/workers", views.part(ClusterView::workers)),
                Endpoint.later(
                        "/v1/workers/{id}", call -> views.answer(view -> Json.ok(worker(view, call.parameter("id"))))));
    }

    /** The named phase; 404 with the names that there are. */
    static PhaseView phase(ClusterView view, String name) {
        return view.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.missing("There is no phase " + name + ".", "The phases are: " + names(view))
                        .refusal());
    }

    private static String names(ClusterView view) {
        return view.phases().stream().map(PhaseView::name).collect(Collectors.joining(", "));
    }

    /** The named worker; 404 with the names that there are. */
    static WorkerView worker(ClusterView view, String id) {
        return view.workers().stream()
                .filter(worker -> worker.host().worker().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.missing("There is no worker " + id + ".", "The workers are: " + ids(view))
                        .refusal());
    }

    private static String ids(ClusterView view) {
        String ids =
                view.workers().stream().map(worker -> worker.host().worker()).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "none has joined yet" : ids;
    }

    private static OptimizerView optimizer(ClusterView view) {
        return view.optimizer()
                .orElseThrow(() -> Problem.missing(
                                "No optimizer report has come yet.", "The first one comes with the first steps.")
                        .refusal());
    }
}
