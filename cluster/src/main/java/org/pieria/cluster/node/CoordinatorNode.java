package org.pieria.cluster.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pieria.actors.ClusterSettings;
import org.pieria.actors.Companions;
import org.pieria.actors.Coordinator;
import org.pieria.actors.CoordinatorControl;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.http.HttpConfig;
import org.pieria.cluster.http.HttpServer;
import org.pieria.cluster.http.RunFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that may coordinate: the run directory, the coordinator singleton and HTTP. */
final class CoordinatorNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long START_SECONDS = 30;

    /** One that finds no cluster ends, and is started again: at last one of several is the first, and founds one. */
    private static final String SETTINGS = """
            akka.http.server.transparent-head-requests = on
            akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 60s
            """;

    /** How long the node still answers after the end of the run, for whoever looks at the result. */
    private static final long LINGER_SECONDS = 15;

    private final Holdings holdings;
    private final ActorSystem<Void> system;
    private final ExitPromise ending;
    private boolean closed;

    private CoordinatorNode(Holdings holdings, ActorSystem<Void> system, ExitPromise ending) {
        this.holdings = holdings;
        this.system = system;
        this.ending = ending;
    }

    static CoordinatorNode start(NodeOptions options) throws IOException, InterruptedException {
        Config root = options.configuration().root();
        Holdings holdings = Holdings.open(options);
        ExitPromise ending = new ExitPromise();
        ClusterSettings settings = ClusterSettings.from(root, List.of(Coordinator.ROLE, holdings.role()));
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), ClusterSettings.SYSTEM, settings(settings));
        system.getWhenTerminated().thenRun(ending::systemEnded);
        CoordinatorNode node = new CoordinatorNode(holdings, system, ending);
        try {
            node.serve(options, settings);
            return node;
        } catch (RuntimeException | IOException | InterruptedException failure) {
            node.close();
            throw failure;
        }
    }

    private static Config settings(ClusterSettings settings) {
        return ConfigFactory.parseString(SETTINGS).withFallback(OrderlyStop.settings(settings.config()));
    }

    private void serve(NodeOptions options, ClusterSettings settings) throws IOException, InterruptedException {
        Config root = options.configuration().root();
        Address address = new Address(options.directory());
        TrainingPlan plan = TrainingPlan.from(root, holdings.belonging());
        ActorRef<Coordinator.Command> coordinator = Coordinator.singleton(
                system, address.shownBy(Coordinator.create(plan, holdings.ledger(), surroundings())));
        system.systemActorOf(Companions.create(holdings.lifelines()), "companions", Props.empty());
        CoordinatorControl control = new CoordinatorControl(system, coordinator, ANSWER);
        HttpServer http = bind(root, control, options.directory());
        OrderlyStop.first(system, () -> saveAndLeave(control));
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAtExit, "pieria-close"));
        address.of(http.uri().toString().replaceFirst("/$", ""));
        settings.coordinate(system, holdings.lock().isFirst());
    }

    private Coordinator.Surroundings surroundings() {
        return new Coordinator.Surroundings(ending, InstantSource.system(), holdings.lifelines());
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

    /** Blocks until the run is over, and a little longer. */
    int await() throws InterruptedException, ExecutionException {
        int code = ending.code().get();
        if (code != ExitCode.UNREACHABLE) {
            TimeUnit.SECONDS.sleep(LINGER_SECONDS);
        }
        return code;
    }

    /**
     * Told to end, a coordinator leaves the run to another one. The last has the running phase saved and then declares itself
     * down: to leave in order would mean to wait for members that end at the same time.
     */
    private void saveAndLeave(CoordinatorControl control) {
        Membership membership = new Membership(Cluster.get(system));
        boolean over = ending.code().isDone();
        if (!membership.isUp() || (!over && membership.hasOtherCoordinators())) {
            return;
        }
        if (!over) {
            OrderlyStop.save(control);
        }
        if (membership.isUp()) {
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
            holdings.close();
        }
    }
}
