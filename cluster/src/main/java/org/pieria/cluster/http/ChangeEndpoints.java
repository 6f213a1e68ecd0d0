package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunControl.Answer;

/** The changes that can be asked for, and what became of them. */
final class ChangeEndpoints {

    private static final int LONGEST_KEY = 200;
    private static final Subject PHASE = new Subject("/v1/phases/{name}", "name", RunEndpoints::phase);
    private static final Subject WORKER = new Subject("/v1/workers/{id}", "id", RunEndpoints::worker);

    /** What can be changed, and a look whether the one that is named is there. */
    private record Subject(String path, String parameter, BiConsumer<ClusterView, String> exists) {}

    private final Views views;
    private final RunControl control;
    private final Authority authority;
    private final Operations operations;

    ChangeEndpoints(RunControl control, Authority authority, Operations operations) {
        this.views = new Views(control);
        this.control = control;
        this.authority = authority;
        this.operations = operations;
    }

    List<Endpoint> all() {
        return List.of(
                change(PHASE, "start", control::start),
                change(PHASE, "pause", control::pause),
                change(PHASE, "stop", control::stop),
                change(WORKER, "drain", control::drain),
                Endpoint.get("/v1/operations/{id}", call -> Json.ok(operation(call.parameter("id")))));
    }

    private Endpoint change(Subject subject, String action, Function<String, CompletionStage<Answer>> request) {
        return Endpoint.post(subject.path() + "/" + action, call -> {
            authority.admit(call);
            Optional<String> key = key(call);
            String name = call.parameter(subject.parameter());
            return views.answer(view -> {
                subject.exists().accept(view, name);
                return accepted(
                        operations.perform(new Operations.Change(action, name, key, () -> request.apply(name))));
            });
        });
    }

    private static Optional<String> key(Call call) {
        Optional<String> key = call.header("Idempotency-Key");
        if (key.filter(text -> text.isBlank() || text.length() > LONGEST_KEY).isPresent()) {
            throw new Problem(
                            StatusCodes.BAD_REQUEST,
                            "The Idempotency-Key is empty or longer than " + LONGEST_KEY + " characters.",
                            "Take a random one, such as a UUID.")
                    .refusal();
        }
        return key;
    }

    private static HttpResponse accepted(Operation operation) {
        return Json.response(StatusCodes.ACCEPTED, Map.of("operation", operation.id()))
                .addHeader(Location.create("/v1/operations/" + operation.id()));
    }

    private Operation operation(String id) {
        return operations
                .find(id)
                .orElseThrow(() -> Problem.missing(
                                "There is no operation " + id + ".",
                                "Operations are kept in the coordinator's memory: ask /v1/run for what holds now.")
                        .refusal());
    }
}
