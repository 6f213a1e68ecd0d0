package org.pieria.cluster.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pieria.actors.ClusterSettings;
import org.pieria.actors.Coordinator;
import org.pieria.actors.CoordinatorControl;
import org.pieria.actors.port.Lifelines;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.Retention;
import org.pieria.checkpointing.run.ContractDiffers;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.checkpointing.run.RunIdentity;
import org.pieria.checkpointing.run.RunInUse;
import org.pieria.checkpointing.run.RunLock;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.http.HttpConfig;
import org.pieria.cluster.http.HttpServer;
import org.pieria.cluster.http.RunFiles;
import org.pieria.cluster.ledger.Averaging;
import org.pieria.cluster.ledger.DirectoryLedger;
import org.pieria.cluster.ledger.LedgerConfig;
import org.pieria.worker.handover.SelectedLifelines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that may coordinate: the run directory, the coordinator singleton and HTTP. */
final class CoordinatorNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long START_SECONDS = 30;

    /** How long the node still answers after the end of the run, for whoever looks at the result. */
    private static final long LINGER_SECONDS = 15;

    private final RunLock lock;
    private final DirectoryLedger ledger;
    private final Lifelines lifelines;
    private final ActorSystem<Void> system;
    private final ExitPromise ending;
    private boolean closed;

    private CoordinatorNode(Holdings holdings, ActorSystem<Void> system, ExitPromise ending) {
        this.lock = holdings.lock();
        this.ledger = holdings.ledger();
        this.lifelines = holdings.lifelines();
        this.system = system;
        this.ending = ending;
    }

    private record Holdings(RunLock lock, DirectoryLedger ledger, Lifelines lifelines) {}

    static CoordinatorNode start(NodeOptions options) throws IOException, InterruptedException {
        Config root = options.configuration().root();
        RunDirectory directory = open(options);
        RunLock lock = lock(directory, options);
        DirectoryLedger ledger =
                new DirectoryLedger(directory, ledgerConfig(options, directory), InstantSource.system());
        ExitPromise ending = new ExitPromise();
        ClusterSettings settings = ClusterSettings.from(root, List.of(Coordinator.ROLE));
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), ClusterSettings.SYSTEM, settings(settings));
        system.getWhenTerminated().thenRun(ending::systemEnded);
        Lifelines lifelines = SelectedLifelines.open(root.getDuration("pieria.cluster.hang-deadline"));
        CoordinatorNode node = new CoordinatorNode(new Holdings(lock, ledger, lifelines), system, ending);
        try {
            node.serve(options, settings);
            return node;
        } catch (RuntimeException | IOException | InterruptedException failure) {
            node.close();
            throw failure;
        }
    }

    private static Config settings(ClusterSettings settings) {
        return ConfigFactory.parseString("akka.http.server.transparent-head-requests = on")
                .withFallback(OrderlyStop.settings(settings.config()));
    }

    private void serve(NodeOptions options, ClusterSettings settings) throws IOException, InterruptedException {
        Config root = options.configuration().root();
        settings.join(system);
        TrainingPlan plan =
                TrainingPlan.from(root, options.configuration().contract().digest());
        ActorRef<Coordinator.Command> coordinator =
                Coordinator.singleton(system, Coordinator.create(plan, ledger, surroundings()));
        CoordinatorControl control = new CoordinatorControl(system, coordinator, ANSWER);
        HttpServer http = bind(root, control, options.directory());
        OrderlyStop.first(system, () -> saveAndLeave(control));
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAtExit, "pieria-close"));
        publish(options.directory(), "http-address", http.uri().toString().replaceFirst("/$", ""));
        publish(
                options.directory(),
                "coordinator-address",
                settings.host() + ":"
                        + Cluster.get(system).selfMember().address().getPort().get());
    }

    private Coordinator.Surroundings surroundings() {
        return new Coordinator.Surroundings(ending, InstantSource.system(), lifelines);
    }

    private HttpServer bind(Config root, CoordinatorControl control, Path directory) throws InterruptedException {
        try {
            return HttpServer.bind(system, HttpConfig.from(root), control, new RunFiles(directory))
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new ExitException(ExitCode.PREFLIGHT, String.valueOf(cause.getMessage()), cause);
        }
    }

    private static RunDirectory open(NodeOptions options) throws IOException {
        Map<String, String> keys =
                new TreeMap<>(options.configuration().contract().values());
        String digest = options.configuration().contract().digest();
        try {
            return RunDirectory.open(
                    options.directory(), new RunIdentity(UUID.randomUUID().toString(), digest, keys));
        } catch (ContractDiffers differs) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(differs.getMessage()), differs);
        }
    }

    private static RunLock lock(RunDirectory directory, NodeOptions options) throws IOException {
        try {
            return directory.lock(
                    options.name() + ", process " + ProcessHandle.current().pid());
        } catch (RunInUse inUse) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(inUse.getMessage()), inUse);
        }
    }

    private static LedgerConfig ledgerConfig(NodeOptions options, RunDirectory directory) {
        Config pieria = options.configuration().pieria();
        Provenance provenance = new Provenance(
                directory.identity().id(),
                options.configuration().contract().digest(),
                options.configuration().contract().values().toString(),
                Map.of("pieria", "0.1.0", "java", Runtime.version().toString()));
        return new LedgerConfig(
                pieria.getStringList("phases.order"),
                provenance,
                new Retention.Rule(pieria.getInt("checkpoints.keep"), ABANDONED_AFTER),
                Averaging.from(pieria));
    }

    /** Whole or not at all: whoever polls for the file never reads half an address. */
    private static void publish(Path directory, String name, String text) throws IOException {
        Path records = Files.createDirectories(directory.resolve("records"));
        Path fresh = Files.writeString(records.resolve(name + ".new"), text + "\n");
        Files.move(fresh, records.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Blocks until the run is over, and a little longer. */
    int await() throws InterruptedException, ExecutionException {
        int code = ending.code().get();
        TimeUnit.SECONDS.sleep(LINGER_SECONDS);
        return code;
    }

    /**
     * Told to end, a coordinator has the running phase saved. With nobody to hand over to it then declares itself down: to
     * leave in order would mean to wait for members that end at the same time.
     */
    private void saveAndLeave(CoordinatorControl control) {
        Membership membership = new Membership(Cluster.get(system));
        if (membership.isUp() && !ending.code().isDone()) {
            OrderlyStop.save(control);
        }
        if (membership.isUp() && !membership.hasOtherCoordinators()) {
            Cluster cluster = membership.cluster();
            cluster.manager().tell(new Down(cluster.selfMember().address()));
        }
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            LOG.warn("the coordinator did not end in order: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the actor system did not stop within " + START_SECONDS + " s", e);
        } finally {
            lifelines.close();
            ledger.close();
            lock.close();
        }
    }
}
