package org.pieria.cluster.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pieria.actors.ClusterSettings;
import org.pieria.actors.Companions;
import org.pieria.actors.Envoy;
import org.pieria.actors.Worker;
import org.pieria.actors.WorkerSettings;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.Host;
import org.pieria.worker.notice.MetadataServer;
import org.pieria.worker.notice.PreemptionSource;
import org.pieria.worker.text.RecordedEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that computes: the host's engine and the actor that drives it. */
final class WorkerNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final String ROLE = "worker";
    private static final String DATA_INDEX = "records/data-index";
    private static final int MOST_SKIPPED = 100;
    private static final long STOP_SECONDS = 18;

    /** The worker's own system ends when its node says so, after all others. */
    private static final String ALONE = """
            akka.actor.provider = local
            akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            """;

    private final Host.Ready host;
    private final ClusterSettings settings;
    private final ActorSystem<Worker.Command> worker;
    private final ExitPromise ending;
    private volatile ActorSystem<Worker.Command> cluster;
    private boolean closed;

    private WorkerNode(Host.Ready host, NodeOptions options) {
        Config root = options.configuration().root();
        this.host = host;
        this.ending = new ExitPromise();
        String lifeline = Companions.lifelineAt(host.engine().host().stateAddress());
        this.settings = ClusterSettings.from(root, List.of(ROLE, lifeline));
        this.worker = ActorSystem.create(
                Worker.create(WorkerSettings.from(root), host.engine(), ending),
                "worker",
                ConfigFactory.parseString(ALONE).withFallback(settings.config()));
        this.cluster = join();
        watch(new Standstill(Standstill.soonestRemoval(settings.config()), System.nanoTime()));
        notices(root).watch(notice -> worker.tell(new Worker.Leave(notice)));
    }

    static WorkerNode start(NodeOptions options) throws IOException {
        awaitRun(options);
        Host.Ready host = open(options);
        LOG.info("data set: {}", host.dataSummary());
        host.skipped().stream().limit(MOST_SKIPPED).forEach(skipped -> LOG.warn("skipped {}", skipped));
        requireSameData(options, host.dataDigest());
        requireSameText(options, host.textEncoder());
        WorkerNode node = new WorkerNode(host, options);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "pieria-close"));
        return node;
    }

    private ActorSystem<Worker.Command> join() {
        ActorSystem<Worker.Command> system = ActorSystem.create(
                Envoy.create(worker), ClusterSettings.SYSTEM, OrderlyStop.settings(settings.config()));
        OrderlyStop.first(system, () -> serveOn(system));
        settings.join(system);
        system.getWhenTerminated().thenRun(this::joinAgain);
        return system;
    }

    /** The cluster gave this node up, perhaps for no more than a cut wire: the worker goes on meanwhile and comes back. */
    private synchronized void joinAgain() {
        if (!closed && !ending.code().isDone()) {
            LOG.warn("the cluster gave this node up; the worker goes on, and joins again");
            joinOrEnd();
        }
    }

    private void watch(Standstill standstill) {
        worker.scheduler()
                .scheduleWithFixedDelay(
                        standstill.interval(),
                        standstill.interval(),
                        () -> {
                            if (standstill.endsAt(System.nanoTime())) {
                                leaveCluster();
                            }
                        },
                        worker.executionContext());
    }

    /**
     * The cluster does not tell whom it removed, and who was stopped meanwhile would take twenty seconds to find that out: it
     * hears the others still, and they take nothing that it says for more than a moment.
     */
    private void leaveCluster() {
        Cluster node = Cluster.get(cluster);
        if (new Membership(node).isUp()) {
            LOG.warn("this process stood still for so long that the cluster may have removed its node: it joins anew");
            node.manager().tell(new Down(node.selfMember().address()));
        }
    }

    private void joinOrEnd() {
        try {
            cluster = join();
        } catch (RuntimeException failure) {
            LOG.error("the worker cannot join again", failure);
            ending.systemEnded();
        }
    }

    /** A coordinator makes the run; where none comes to be seen, the directory is not shared. */
    private static void awaitRun(NodeOptions options) {
        Duration patience = options.configuration().pieria().getDuration("cluster.join-deadline");
        Path identity = options.directory().resolve("run.json");
        if (!OrderlyStop.within(patience, () -> Files.exists(identity))) {
            throw new ExitException(
                    ExitCode.UNREACHABLE,
                    "no coordinator has begun a run in " + options.directory() + " within " + patience.toSeconds()
                            + " s: start one, and give --dir a directory that all hosts share");
        }
    }

    private static PreemptionSource notices(Config root) {
        String url = root.getString("pieria.workers.metadata");
        return url.isEmpty() ? PreemptionSource.NONE : new MetadataServer(URI.create(url));
    }

    /** Bad data or a bad configuration is the same at the next start: the launcher must not try again. */
    private static Host.Ready open(NodeOptions options) throws IOException {
        try {
            return Host.open(new Host.Asking(
                    options.name(),
                    options.directory(),
                    options.configuration().contract().digest(),
                    options.configuration().root()));
        } catch (IllegalArgumentException unusable) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    /**
     * Told to end, a worker asks to be let go and works on until it is, or until there is no coordinator any more that may
     * want the phase saved. A system that the cluster gave up just ends.
     */
    private void serveOn(ActorSystem<?> system) {
        Membership membership = new Membership(Cluster.get(system));
        if (OrderlyStop.isGivenUp(system) || !membership.isUp()) {
            return;
        }
        worker.tell(new Worker.Leave("its process is told to end"));
        OrderlyStop.serveUntil(
                () -> ending.code().isDone() || !membership.isUp() || !membership.hasOtherCoordinators());
    }

    /** What can be read is decided once per run: the first worker writes it down, the others must see the same. */
    private static void requireSameData(NodeOptions options, String digest) throws IOException {
        String first = first(options, DATA_INDEX, digest);
        if (!first.equals(digest)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "the data set has changed since this run began: its index has digest " + digest
                            + ", the run was begun with " + first
                            + "; give back the old shards, or choose another --dir");
        }
    }

    /** Weights of an encoder are found by a path, which is no part of the contract; what they are is. */
    private static void requireSameText(NodeOptions options, String encoder) throws IOException {
        String first = first(options, RecordedEncoder.FILE, encoder);
        if (!first.equals(encoder)) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "the text encoder has changed since this run began: it is " + encoder + ", the run was begun with "
                            + first + "; set pieria.text.weights to the old weights, or choose another --dir");
        }
    }

    /** What a record says that is written by whoever comes first. */
    private static String first(NodeOptions options, String record, String mine) throws IOException {
        LocalStore store = new LocalStore(options.directory());
        if (store.createIfAbsent(record, mine.getBytes(StandardCharsets.UTF_8))) {
            return mine;
        }
        return store.read(record)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Blocks until the worker was dismissed. */
    int await() throws InterruptedException, ExecutionException {
        return ending.code().get();
    }

    /** No native computation may run while the libraries are taken down: the engine ends last, and is waited for. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        end(cluster);
        end(worker);
        host.engine().close();
    }

    private static void end(ActorSystem<?> system) {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the actor system {} did not stop within {} s", system.name(), STOP_SECONDS);
        }
    }
}
