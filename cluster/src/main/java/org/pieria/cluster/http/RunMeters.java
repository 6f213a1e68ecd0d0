package org.pieria.cluster.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunEvent.CheckpointPublished;
import org.pieria.actors.view.RunEvent.Evaluated;
import org.pieria.actors.view.RunEvent.StepApplied;
import org.pieria.actors.view.RunEvent.WorkersChanged;

/** The run in Prometheus' words: counters out of the events, gauges out of the newest event or view. Any thread. */
final class RunMeters {

    private static final Duration[] STEP_BUCKETS = {
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(30), Duration.ofMinutes(1)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ViewGauges views = new ViewGauges(registry);
    /** Held here since the registry holds what it reads weakly. */
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    private final Map<String, StepApplied> newest = new ConcurrentHashMap<>();

    RunMeters() {
        new JvmMemoryMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        set("pieria.build.info", Tags.of("version", version()), 1);
    }

    void add(RunEvent event) {
        if (event instanceof StepApplied step) {
            applied(step);
        } else if (event instanceof Evaluated held) {
            held.metrics().forEach((name, value) -> set("pieria.train.held.out", of(held.phase(), name), value));
        } else if (event instanceof CheckpointPublished published) {
            registry.counter(
                            "pieria.checkpoints",
                            "phase",
                            published.checkpoint().phase())
                    .increment();
            set("pieria.checkpoint.bytes", Tags.empty(), (double)
                    published.checkpoint().bytes());
        } else if (event instanceof WorkersChanged) {
            registry.counter("pieria.worker.changes").increment();
        }
    }

    /** Everything in Prometheus' text form; without a view the view's gauges say only that there is none. */
    synchronized String scrape(Optional<ClusterView> view) {
        set("pieria.coordinator.up", Tags.empty(), view.isPresent() ? 1 : 0);
        views.set(view);
        return registry.scrape();
    }

    private void applied(StepApplied step) {
        Tags phase = Tags.of("phase", step.phase());
        registry.counter("pieria.train.steps", phase).increment();
        set("pieria.train.loss", phase, step.loss());
        set("pieria.train.images.per.second", phase, step.imagesPerSecond());
        step.metrics().forEach((name, value) -> set("pieria.train.quantity", of(step.phase(), name), value));
        StepApplied before = newest.put(step.phase(), step);
        if (before != null && before.step() + 1 == step.step()) {
            duration(phase).record(Duration.ofMillis(Math.max(0, step.at() - before.at())));
        }
    }

    /** From one step's end to the next one's, as the coordinator saw them. */
    private Timer duration(Tags phase) {
        return Timer.builder("pieria.train.step.duration")
                .tags(phase)
                .serviceLevelObjectives(STEP_BUCKETS)
                .register(registry);
    }

    private void set(String name, Tags tags, double value) {
        gauges.computeIfAbsent(name + tags, key -> gauge(name, tags)).set(value);
    }

    private AtomicReference<Double> gauge(String name, Tags tags) {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        Gauge.builder(name, value, AtomicReference::get).tags(tags).register(registry);
        return value;
    }

    private static Tags of(String phase, String name) {
        return Tags.of("phase", phase, "name", name);
    }

    private static String version() {
        return Optional.ofNullable(RunMeters.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
