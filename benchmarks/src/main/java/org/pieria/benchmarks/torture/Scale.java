package org.pieria.benchmarks.torture;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Envoy;
import org.pieria.actors.Worker;
import org.pieria.actors.WorkerSettings;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.Retention;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.checkpointing.run.RunIdentity;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.cluster.ledger.DirectoryLedger;
import org.pieria.cluster.ledger.LedgerConfig;

/**
 * The coordinator with very many workers: the real coordinator, the real worker actors and the real ledger in one actor system,
 * with engines that compute nothing. Messages are not serialised.
 */
final class Scale {

    private static final String CONTRACT = "scale";
    private static final String DISPATCHER = "scale-coordinator";
    private static final long STEP_MILLIS = 200;
    private static final int WARM_UP = 10;
    private static final double JOIN_SECONDS = 400;
    private static final WorkerSettings SETTINGS = new WorkerSettings(Duration.ofSeconds(1), Duration.ofMinutes(2));

    private final Path out;
    private final int workers;
    private final LongAdder heard = new LongAdder();
    private final LongAdder ordered = new LongAdder();

    private Scale(Path out, int workers) {
        this.out = out;
        this.workers = workers;
    }

    /** The exit code: 0 when all sizes were measured. */
    static int run(Options options) throws IOException, InterruptedException {
        Stage.clear(options.out());
        double seconds = options.number("minutes", 0.5) * 60;
        for (String size : options.words("sizes", "64,512,4096")) {
            new Scale(options.out().resolve(size), Integer.parseInt(size)).measure(seconds);
        }
        return 0;
    }

    private void measure(double seconds) throws IOException, InterruptedException {
        ExecutorService clock = Executors.newSingleThreadExecutor();
        SimulatedHosts hosts = new SimulatedHosts(workers, STEP_MILLIS, clock);
        Config settings = settings();
        try (DirectoryLedger ledger = ledger(settings)) {
            long start = System.nanoTime();
            ActorSystem<Void> system = ActorSystem.create(guardian(hosts, ledger, settings), "scale", settings);
            try {
                await(hosts, 1, JOIN_SECONDS);
                double join = (System.nanoTime() - start) / 1e9;
                double joinCpu = coordinatorCpu();
                await(hosts, WARM_UP, JOIN_SECONDS);
                steps(hosts, seconds, join, joinCpu);
            } finally {
                system.terminate();
                system.getWhenTerminated().toCompletableFuture().join();
            }
        } finally {
            clock.shutdown();
        }
    }

    private void steps(SimulatedHosts hosts, double seconds, double join, double joinCpu) throws InterruptedException {
        hosts.gaps();
        heard.reset();
        ordered.reset();
        double cpu = coordinatorCpu();
        long before = hosts.steps();
        Stage.seconds(seconds);
        double steps = Math.max(1, hosts.steps() - before);
        Verdict.say(
                "%,5d workers: first step after %.1f s (coordinator's processor time %.1f s); %.0f steps: %.0f messages"
                        + " heard and %.0f sent, %.1f ms of the coordinator's processor per step; between steps: %s",
                workers,
                join,
                joinCpu,
                steps,
                heard.sum() / steps,
                ordered.sum() / steps,
                1000 * (coordinatorCpu() - cpu) / steps,
                hosts.gaps().words());
    }

    private static void await(SimulatedHosts hosts, long steps, double longest) throws InterruptedException {
        long deadline = System.nanoTime() + Math.round(longest * 1e9);
        while (hosts.steps() < steps) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("step " + steps + " did not end within " + longest + " s");
            }
            Stage.seconds(0.01);
        }
    }

    private Behavior<Void> guardian(SimulatedHosts hosts, DirectoryLedger ledger, Config settings) {
        TrainingPlan plan = TrainingPlan.from(settings, new TrainingPlan.Belonging(CONTRACT, CONTRACT));
        return Behaviors.setup(context -> {
            Behavior<Coordinator.Command> coordinator =
                    Coordinator.create(plan, ledger, (outcome, reason) -> Verdict.say("%s: %s", outcome, reason));
            context.spawn(
                    counted(Coordinator.Command.class, heard, coordinator),
                    "coordinator",
                    DispatcherSelector.fromConfig(DISPATCHER));
            for (int i = 0; i < workers; i++) {
                Behavior<Worker.Command> worker =
                        Worker.create(SETTINGS, new SimulatedRunner(host(i), hosts), (outcome, reason) -> {});
                ActorRef<Worker.Command> spawned = context.spawn(worker, "worker-" + i);
                context.spawn(counted(Worker.Command.class, ordered, Envoy.create(spawned)), "envoy-" + i);
            }
            return Behaviors.empty();
        });
    }

    /** Counts what comes from the other side; what an actor tells itself is private and of another kind. */
    private static <T> Behavior<T> counted(Class<T> type, LongAdder count, Behavior<T> behavior) {
        Supplier<BehaviorInterceptor<T, T>> interceptor = () -> new BehaviorInterceptor<>(type) {
            @Override
            public Behavior<T> aroundReceive(TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
                if (message instanceof org.pieria.actors.Wire) {
                    count.increment();
                }
                return target.apply(context, message);
            }
        };
        return Behaviors.intercept(interceptor, behavior);
    }

    private static HostReport host(int index) {
        String name = String.format(java.util.Locale.ROOT, "worker-%05d", index);
        return new HostReport(
                name, "simulated", 1, "cpu", 1, name + ":0", name + ":1", CONTRACT, CONTRACT, "", Map.of());
    }

    private Config settings() {
        String own = "pieria { slices = 4096, cluster { workers = " + workers + ", autostart = true }\n"
                + "phases { order = [vqgan-low], vqgan-low { steps = 1000000, batch = 4096 } } }\n"
                + "akka.actor.provider = local\n"
                + DISPATCHER + " { type = PinnedDispatcher, executor = thread-pool-executor }\n";
        return ConfigFactory.parseString(own)
                .withFallback(ConfigFactory.parseResources("pieria.conf"))
                .withFallback(ConfigFactory.parseResources("akka-pieria.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    private DirectoryLedger ledger(Config settings) throws IOException {
        RunDirectory directory = RunDirectory.open(out, new RunIdentity(CONTRACT, CONTRACT, Map.of()));
        Provenance provenance = new Provenance(CONTRACT, CONTRACT, "", Map.of());
        return new DirectoryLedger(
                directory,
                new LedgerConfig(
                        java.util.List.of(Stage.PHASE),
                        provenance,
                        new Retention.Rule(1, Duration.ofHours(1)),
                        Averaging.from(settings.getConfig("pieria"))),
                InstantSource.system());
    }

    private static double coordinatorCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains(DISPATCHER))
                .mapToDouble(thread -> threads.getThreadCpuTime(thread.getThreadId()) / 1e9)
                .sum();
    }
}
