package org.pieria.cluster.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.WorkerView;

/** What a view says in numbers: one group of gauges per quantity, replaced whole, so that what is gone leaves no trace. */
final class ViewGauges {

    private final Map<MultiGauge, Function<ClusterView, Stream<Row<?>>>> groups;

    ViewGauges(MeterRegistry registry) {
        this.groups = Map.ofEntries(
                group(registry, "pieria.run.state", ViewGauges::states),
                group(registry, "pieria.run.generation", view -> one(view.run().generation())),
                group(registry, "pieria.run.term", view -> one(view.run().term())),
                group(registry, "pieria.phase.step", view -> phases(view, PhaseView::step)),
                group(registry, "pieria.phase.target", view -> phases(view, PhaseView::steps)),
                seconds(registry, "pieria.phase.remaining", view -> phases(view, PhaseView::secondsLeft)),
                group(registry, "pieria.worker.up", view -> workers(view, ViewGauges::up)),
                group(registry, "pieria.worker.step", view -> workers(view, WorkerView::step)),
                seconds(registry, "pieria.worker.step.duration", ViewGauges::parts),
                group(registry, "pieria.checkpoint.step", ViewGauges::checkpoints),
                group(registry, "pieria.optimizer.agreement", ViewGauges::agreement));
    }

    void set(Optional<ClusterView> view) {
        groups.forEach(
                (gauge, rows) -> gauge.register(view.stream().flatMap(rows).toList(), true));
    }

    private static Map.Entry<MultiGauge, Function<ClusterView, Stream<Row<?>>>> group(
            MeterRegistry registry, String name, Function<ClusterView, Stream<Row<?>>> rows) {
        return Map.entry(MultiGauge.builder(name).register(registry), rows);
    }

    private static Map.Entry<MultiGauge, Function<ClusterView, Stream<Row<?>>>> seconds(
            MeterRegistry registry, String name, Function<ClusterView, Stream<Row<?>>> rows) {
        return Map.entry(MultiGauge.builder(name).baseUnit("seconds").register(registry), rows);
    }

    private static Stream<Row<?>> one(Number value) {
        return Stream.of(Row.of(Tags.empty(), value));
    }

    private static Stream<Row<?>> states(ClusterView view) {
        return Arrays.stream(RunState.values())
                .map(state -> Row.of(Tags.of("state", state.name()), view.run().state() == state ? 1 : 0));
    }

    private static Stream<Row<?>> phases(ClusterView view, Function<PhaseView, Number> value) {
        return view.phases().stream().map(phase -> Row.of(Tags.of("phase", phase.name()), value.apply(phase)));
    }

    private static Stream<Row<?>> workers(ClusterView view, Function<WorkerView, Number> value) {
        return view.workers().stream().map(worker -> Row.of(tags(worker), value.apply(worker)));
    }

    private static Stream<Row<?>> parts(ClusterView view) {
        return view.workers().stream()
                .flatMap(worker -> worker.seconds().entrySet().stream()
                        .map(part -> Row.of(tags(worker).and("part", part.getKey()), part.getValue())));
    }

    /** The newest of each phase. */
    private static Stream<Row<?>> checkpoints(ClusterView view) {
        return view.phases().stream()
                .flatMap(phase -> view.checkpoints().stream()
                        .filter(checkpoint -> checkpoint.phase().equals(phase.name()))
                        .map(checkpoint -> checkpoint.step())
                        .max(Long::compare)
                        .map(step -> Row.of(Tags.of("phase", phase.name()), step))
                        .stream());
    }

    private static Stream<Row<?>> agreement(ClusterView view) {
        return view.optimizer().stream()
                .map(report -> Row.of(Tags.of("phase", report.phase()), report.agree() ? 1 : 0));
    }

    private static Tags tags(WorkerView worker) {
        return Tags.of("worker", worker.host().worker(), "host", worker.host().host());
    }

    private static int up(WorkerView worker) {
        List<String> down = List.of("lost", "refused");
        return down.contains(worker.state().split(":", 2)[0].strip()) ? 0 : 1;
    }
}
