package org.pieria.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.StepResult;
import org.pieria.worker.collective.CollectiveConfig;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.engine.HostEngine;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.engine.StatePort;
import org.pieria.worker.step.EngineConfig;

/** Times the steps of a host's own engine, alone in its generation: data, slices on lanes, sum, update, digest. */
final class StepTimer implements AutoCloseable {

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final HostEngine engine;
    private final Map<String, Double> parts = new HashMap<>();
    private long step;

    /** Opens a phase at its initial state. */
    StepTimer(Subject subject) {
        EngineConfig config = EngineConfig.from(subject.root());
        HostReport report =
                new HostReport("benchmark", "localhost", 0, "cpu", config.lanes(), "", "", "", "", "", Map.of());
        DataPlane plane = DataPlane.open(CollectiveConfig.from(subject.root()));
        engine = new HostEngine(
                report,
                config,
                new HostEngine.Parts(
                        assignment -> subject.training(),
                        plane,
                        StatePort.open("127.0.0.1", Duration.ofSeconds(5)),
                        new SafetensorsCheckpoints(Path.of("")),
                        (unit, current) -> {
                            throw new IllegalStateException("a benchmark has no jobs, was asked for " + unit);
                        }));
        List<Member> alone = List.of(new Member("benchmark", plane.address(), ""));
        engine.prepare(new Assignment(
                        subject.phase(), 1, 0, alone, Origin.Beginning.INSTANCE, Map.of(), Optional.empty()))
                .toCompletableFuture()
                .join();
    }

    /** What a step takes, after warming up. */
    Rate measure(Duration about) {
        Rate.of(WARM_UP, this::step);
        parts.clear();
        return Rate.of(about, this::step);
    }

    /** The share of each part of the step in the time measured, by the names of {@link StepResult#seconds}. */
    Map<String, Double> shares() {
        double all = parts.values().stream().mapToDouble(seconds -> seconds).sum();
        Map<String, Double> shares = new HashMap<>(parts);
        shares.replaceAll((part, seconds) -> seconds / all);
        return shares;
    }

    private void step() {
        StepResult result = engine.step(++step).toCompletableFuture().join();
        result.seconds().forEach((part, seconds) -> parts.merge(part, seconds, Double::sum));
    }

    @Override
    public void close() {
        engine.close();
    }
}
