package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Map;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.RunView;

/** Whether the process lives, and whether there is a run behind it. */
final class HealthEndpoints {

    private final Views views;

    HealthEndpoints(Views views) {
        this.views = views;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/health/live", call -> Json.ok(Map.of("live", true))),
                Endpoint.later("/health/ready", call -> views.answer(HealthEndpoints::ready)));
    }

    private static HttpResponse ready(ClusterView view) {
        if (view.run().state() == RunState.FORMING) {
            return Problem.unavailable("No generation of workers is formed yet: " + reason(view.run()))
                    .response();
        }
        return Json.ok(Map.of("ready", true, "state", view.run().state()));
    }

    private static String reason(RunView run) {
        return run.problem().isEmpty() ? run.activity() : run.problem();
    }
}
