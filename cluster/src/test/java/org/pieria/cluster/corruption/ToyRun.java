package org.pieria.cluster.corruption;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Envoy;
import org.pieria.actors.Worker;
import org.pieria.actors.WorkerSettings;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.training.Balancing;
import org.pieria.actors.training.Deadlines;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.training.PhasePlan;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.training.Until;
import org.pieria.checkpointing.AverageRule;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.Retention;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.checkpointing.run.RunIdentity;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.cluster.ledger.DirectoryLedger;
import org.pieria.cluster.ledger.LedgerConfig;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.CollectiveConfig;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.engine.CanaryRecords;
import org.pieria.worker.engine.HostEngine;
import org.pieria.worker.engine.Phase;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.engine.StatePort;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.Safeguards;
import org.pieria.worker.step.SliceBlock;

/** A run of a toy model: coordinator, workers, engines, data plane and run directory are real. */
final class ToyRun implements AutoCloseable {

    static final int STEPS = 10;
    private static final String CONTRACT = "c0ffee";
    private static final String RUN = "5eed";
    private static final int SLICES = 4;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final EngineConfig ENGINE =
            new EngineConfig(Device.parse("cpu"), SLICES, 1, 1, 5, new Safeguards(10, 1), Wire.FLOAT32);

    private final Path root;
    private final Path media;
    private final DirectoryLedger ledger;
    private final ActorTestKit kit;
    private final List<HostEngine> engines = new ArrayList<>();
    private final LinkedBlockingQueue<Ended> endings = new LinkedBlockingQueue<>();
    private final Map<String, String> evicted = new TreeMap<>();
    private final List<List<Integer>> shares = Collections.synchronizedList(new ArrayList<>());

    private record Ended(String who, Outcome outcome, String reason) {}

    ToyRun(Path root, Path media) throws IOException {
        this.root = root;
        this.media = media;
        this.ledger = ledger(root);
        this.kit = ActorTestKit.create(
                ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    }

    private static DirectoryLedger ledger(Path root) throws IOException {
        RunDirectory directory = RunDirectory.open(root, new RunIdentity("toy", CONTRACT, Map.of()));
        LedgerConfig config = new LedgerConfig(
                List.of(ToyModel.PHASE),
                new Provenance("toy", CONTRACT, "", Map.of()),
                new Retention.Rule(3, Duration.ofHours(1)),
                new Averaging(List.of(), new AverageRule(0.7, 1)));
        return new DirectoryLedger(directory, config, InstantSource.system());
    }

    /** Trains to the end with these workers; who is evicted is started again, in order. The digests of all steps. */
    List<String> digests(Map<String, Mischief> workers) throws IOException {
        List<String> names = workers.keySet().stream().sorted().toList();
        names.forEach(
                name -> start(name, names.indexOf(name), names.size(), workers.getOrDefault(name, Mischief.NONE)));
        long patience = workers.containsValue(Mischief.SLOW) ? 2 : 0;
        kit.spawn(Coordinator.create(
                plan(names.size(), new Balancing(SLICES, patience)),
                ledger,
                (outcome, reason) -> endings.add(new Ended("", outcome, reason))));
        Ended ended = next();
        while (!ended.who().isEmpty()) {
            if (ended.outcome() == Outcome.EVICTED) {
                evicted.put(ended.who(), ended.reason());
                start(ended.who(), names.indexOf(ended.who()), names.size(), Mischief.NONE);
            }
            ended = next();
        }
        if (ended.outcome() != Outcome.FINISHED) {
            throw new AssertionError(ended.outcome() + ": " + ended.reason());
        }
        try (Stream<String> rows = Files.lines(root.resolve("steps.csv")).skip(1)) {
            return rows.map(row -> row.substring(row.lastIndexOf(',') + 1)).toList();
        }
    }

    /** By worker, why it was evicted. */
    Map<String, String> evicted() {
        return evicted;
    }

    /** How the slices were shared, of every preparation of every worker in order. */
    List<List<Integer>> shares() {
        return List.copyOf(shares);
    }

    private Ended next() {
        try {
            Ended ended = endings.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            if (ended == null) {
                throw new AssertionError("nothing ended within " + LONG.toSeconds() + " s");
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static TrainingPlan plan(int workers, Balancing balancing) {
        List<PhasePlan> phases = List.of(new PhasePlan(ToyModel.PHASE, STEPS, 8));
        return new TrainingPlan(
                "toy",
                new TrainingPlan.Belonging(CONTRACT, RUN),
                phases,
                workers,
                true,
                Until.parse("", phases),
                new TrainingPlan.Intervals(4, 0, 0),
                new Deadlines(Duration.ofSeconds(10), LONG, Duration.ofSeconds(6), LONG, LONG),
                balancing);
    }

    private void start(String name, int rank, int ranks, Mischief mischief) {
        DataPlane plane = DataPlane.open(new CollectiveConfig("aeron:ipc", "127.0.0.1", 0, media.toString(), LONG));
        StatePort states = StatePort.open("127.0.0.1", LONG);
        HostEngine engine = new HostEngine(
                new HostReport(
                        name,
                        "here",
                        engines.size(),
                        "cpu",
                        1,
                        plane.address(),
                        states.address(),
                        CONTRACT,
                        RUN,
                        "",
                        Map.of()),
                ENGINE,
                new HostEngine.Parts(
                        assignment -> new Phase(
                                ToyModel.PHASE, new ToyModel(), mischief.feeds(SliceBlock.of(rank, ranks, SLICES))),
                        mischief.plane(plane),
                        states,
                        new SafetensorsCheckpoints(root),
                        (unit, current) -> new JobResult(unit.name(), Map.of(), Map.of()),
                        new CanaryRecords(root)));
        engines.add(engine);
        kit.spawn(process(Worker.create(
                new WorkerSettings(Duration.ofMillis(100), Duration.ofMinutes(1)),
                new WatchedRunner(engine, shares, mischief.slow() ? 10 : 1),
                (outcome, reason) -> endings.add(new Ended(name, outcome, reason)))));
    }

    /** A worker and its envoy, which end together. */
    private static Behavior<Worker.Command> process(Behavior<Worker.Command> worker) {
        return Behaviors.setup(context -> {
            ActorRef<Worker.Command> spawned = context.spawn(worker, "worker");
            context.watch(spawned);
            context.spawn(Envoy.create(spawned), "envoy");
            return Behaviors.receive(Worker.Command.class)
                    .onSignal(Terminated.class, gone -> Behaviors.stopped())
                    .build();
        });
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        engines.forEach(HostEngine::close);
        ledger.close();
    }
}
