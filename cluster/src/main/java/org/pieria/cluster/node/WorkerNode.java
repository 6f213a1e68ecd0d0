package org.pieria.cluster.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pieria.actors.ClusterSettings;
import org.pieria.actors.Worker;
import org.pieria.actors.WorkerSettings;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.worker.Host;
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

    private final Host.Ready host;
    private final ActorSystem<Worker.Command> system;
    private final ExitPromise ending;
    private boolean closed;

    private WorkerNode(Host.Ready host, ActorSystem<Worker.Command> system, ExitPromise ending) {
        this.host = host;
        this.system = system;
        this.ending = ending;
    }

    static WorkerNode start(NodeOptions options) throws IOException {
        Config root = options.configuration().root();
        Host.Ready host = open(options);
        LOG.info("data set: {}", host.dataSummary());
        host.skipped().stream().limit(MOST_SKIPPED).forEach(skipped -> LOG.warn("skipped {}", skipped));
        requireSameData(options, host.dataDigest());
        requireSameText(options, host.textEncoder());
        ExitPromise ending = new ExitPromise();
        ClusterSettings settings = ClusterSettings.from(root, List.of(ROLE));
        ActorSystem<Worker.Command> system = ActorSystem.create(
                guardian(Worker.create(WorkerSettings.from(root), host.engine(), ending)),
                ClusterSettings.SYSTEM,
                OrderlyStop.settings(settings.config()));
        settings.join(system);
        system.getWhenTerminated().thenRun(ending::systemEnded);
        WorkerNode node = new WorkerNode(host, system, ending);
        OrderlyStop.first(system, node::serveOn);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "pieria-close"));
        return node;
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

    /** Ends with its only child, which ends when its part is over. */
    private static Behavior<Worker.Command> guardian(Behavior<Worker.Command> worker) {
        return Behaviors.setup(context -> {
            ActorRef<Worker.Command> child = context.spawn(worker, "worker");
            context.watch(child);
            return Behaviors.receive(Worker.Command.class)
                    .onAnyMessage(command -> {
                        child.tell(command);
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, gone -> Behaviors.stopped())
                    .build();
        });
    }

    /**
     * Told to end, a worker asks to be let go and works on until it is, or until there is no coordinator any more that may
     * want the phase saved.
     */
    private void serveOn() {
        system.tell(new Worker.Leave("its process is told to end"));
        Membership membership = new Membership(Cluster.get(system));
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
