package org.pieria.cluster.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pieria.actors.ClusterSettings;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Worker;
import org.pieria.actors.WorkerSettings;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that computes: the host's engine and the actor that drives it. */
final class WorkerNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final String ROLE = "worker";
    private static final String DATA_INDEX = "records/data-index";
    private static final int MOST_SKIPPED = 100;
    private static final long STOP_SECONDS = 15;

    private final Host.Ready host;
    private final ActorSystem<Void> system;
    private final ExitPromise ending;
    private boolean closed;

    private WorkerNode(Host.Ready host, ActorSystem<Void> system, ExitPromise ending) {
        this.host = host;
        this.system = system;
        this.ending = ending;
    }

    static WorkerNode start(NodeOptions options) throws IOException {
        Config root = options.configuration().root();
        Host.Ready host = Host.open(new Host.Asking(
                options.name(),
                options.directory(),
                options.configuration().contract().digest(),
                root));
        LOG.info("data set: {}", host.dataSummary());
        host.skipped().stream().limit(MOST_SKIPPED).forEach(skipped -> LOG.warn("skipped {}", skipped));
        requireSameData(options, host.dataDigest());
        ExitPromise ending = new ExitPromise();
        ClusterSettings settings = ClusterSettings.from(root, List.of(ROLE));
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    ActorRef<Worker.Command> worker =
                            context.spawn(Worker.create(WorkerSettings.from(root), host.engine(), ending), "worker");
                    context.watch(worker);
                    return Behaviors.empty();
                }),
                ClusterSettings.SYSTEM,
                ownEnd(settings.config()));
        settings.join(system);
        WorkerNode node = new WorkerNode(host, system, ending);
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "pieria-stop"));
        return node;
    }

    /** This process ends in its own order, not in that of Akka's shutdown hook. */
    static Config ownEnd(Config settings) {
        return ConfigFactory.parseString("akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off")
                .withFallback(settings);
    }

    /** At the end of the process, however it was told: no native computation may run while the libraries are taken down. */
    private void stop() {
        if (!ending.code().isDone()) {
            OrderlyStop.serveUntil(() -> ending.code().isDone() || !hasCoordinator());
        }
        close();
    }

    private boolean hasCoordinator() {
        ClusterEvent.CurrentClusterState state = Cluster.get(system).state();
        Set<Member> unreachable = state.getUnreachable();
        for (Member member : state.getMembers()) {
            boolean serves = member.status().equals(MemberStatus.up()) && !unreachable.contains(member);
            if (serves && member.hasRole(Coordinator.ROLE)) {
                return true;
            }
        }
        return false;
    }

    /** What can be read is decided once per run: the first worker writes it down, the others must see the same. */
    private static void requireSameData(NodeOptions options, String digest) throws IOException {
        LocalStore store = new LocalStore(options.directory());
        if (!store.createIfAbsent(DATA_INDEX, digest.getBytes(StandardCharsets.UTF_8))) {
            String first = store.read(DATA_INDEX)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
            if (!first.equals(digest)) {
                throw new ExitException(
                        ExitCode.CONFIGURATION,
                        "the data set has changed since this run began: its index has digest " + digest
                                + ", the run was begun with " + first
                                + "; give back the old shards, or choose another --dir");
            }
        }
    }

    /** Blocks until the worker was dismissed. */
    int await() throws InterruptedException, ExecutionException {
        return ending.code().get();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the actor system did not stop within {} s", STOP_SECONDS);
        } finally {
            host.engine().close();
        }
    }
}
