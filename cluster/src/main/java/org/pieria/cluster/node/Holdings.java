package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.pieria.actors.Companions;
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
import org.pieria.cluster.ledger.Averaging;
import org.pieria.cluster.ledger.DirectoryLedger;
import org.pieria.cluster.ledger.LedgerConfig;
import org.pieria.worker.handover.SelectedLifelines;
import org.pieria.worker.handover.StateServer;

/**
 * What a coordinator's process holds beside its actor system.
 *
 * @param belonging what workers must have in common with this run
 * @param lifelines to workers and to the other coordinators
 * @param ends where the other coordinators hold theirs to this process
 */
record Holdings(
        TrainingPlan.Belonging belonging, RunLock lock, DirectoryLedger ledger, Lifelines lifelines, StateServer ends)
        implements AutoCloseable {

    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    static Holdings open(NodeOptions options) throws IOException {
        Config cluster = options.configuration().pieria().getConfig("cluster");
        Duration patience = cluster.getDuration("hang-deadline");
        RunDirectory directory = directory(options);
        RunLock lock = lock(directory, options);
        requireFounder(options, lock);
        return new Holdings(
                new TrainingPlan.Belonging(
                        options.configuration().contract().digest(),
                        directory.identity().id()),
                lock,
                new DirectoryLedger(directory, ledgerConfig(options, directory), InstantSource.system()),
                SelectedLifelines.open(patience, cluster.getDuration("starvation-deadline")),
                StateServer.open(cluster.getString("host"), patience, nothing -> Optional.empty()));
    }

    /** Tells the other coordinators where to hold a lifeline. */
    String role() {
        return Companions.lifelineAt(ends.address());
    }

    /** Without a seed a node founds a cluster of its own, and would overrule the coordinators of the one that there is. */
    private static void requireFounder(NodeOptions options, RunLock lock) throws IOException {
        boolean founds =
                options.configuration().pieria().getStringList("cluster.seeds").isEmpty();
        if (founds && !lock.isFirst()) {
            lock.close();
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    "another coordinator of this cluster lives, and " + options.name()
                            + " was given nobody to join; start it with --seed HOST:PORT of any node that is up");
        }
    }

    /** What all nodes of a cluster, and no others, have in common: the node that they join first. */
    private static String cluster(NodeOptions options) {
        Config cluster = options.configuration().pieria().getConfig("cluster");
        List<String> seeds = cluster.getStringList("seeds");
        if (!seeds.isEmpty()) {
            return seeds.get(0);
        }
        int port = cluster.getInt("port");
        String own = cluster.getString("host") + ":" + port;
        return port == 0 ? own + " of process " + ProcessHandle.current().pid() : own;
    }

    private static RunDirectory directory(NodeOptions options) throws IOException {
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
            String process =
                    options.name() + ", process " + ProcessHandle.current().pid();
            return directory.lock(new RunLock.User(cluster(options), process));
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

    @Override
    public void close() throws IOException {
        lifelines.close();
        ends.close();
        ledger.close();
        lock.close();
    }
}
