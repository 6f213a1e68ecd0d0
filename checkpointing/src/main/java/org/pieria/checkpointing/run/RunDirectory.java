package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pieria.checkpointing.CheckpointName;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.DurableFiles;
import org.pieria.checkpointing.store.LocalStore;

/**
 * The directory that holds all durable facts of one run, shared by all its processes:
 *
 * <pre>
 * run.json                     which run, which contract
 * checkpoints/PHASE/STEP-gGENERATION-ATTEMPT/
 * terms/ generations/          numbers claimed
 * steps/TERM.csv, steps.csv    steps applied, by term and merged
 * records/ samples/ data/      job manifests and reports, pictures, tokenised data
 * </pre>
 *
 * <p>Any thread.
 */
public final class RunDirectory {

    private static final String IDENTITY = "run.json";
    private static final List<String> LAYOUT =
            List.of(CheckpointName.ROOT, "terms", "generations", "steps", "samples", "data", "records");

    private final Path root;
    private final RunIdentity identity;
    private final CheckpointStore store;

    private RunDirectory(Path root, RunIdentity identity, CheckpointStore store) {
        this.root = root;
        this.identity = identity;
        this.store = store;
    }

    /**
     * Opens a run directory, or makes one of an absent or unmarked directory. Several processes may do so at once.
     *
     * @param asked the contract to train by; its id becomes the run's if the directory is new
     * @throws ContractDiffers when the directory belongs to another contract
     * @throws DamagedFile when {@code run.json} was changed
     */
    public static RunDirectory open(Path root, RunIdentity asked) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        CheckpointStore store = new LocalStore(absolute);
        DurableFiles files = new DurableFiles(Disk.LOCAL);
        for (String directory : LAYOUT) {
            files.createDirectories(absolute.resolve(directory));
        }
        store.createIfAbsent(IDENTITY, asked.toBytes());
        RunDirectory opened = existing(absolute);
        if (!opened.identity.contract().equals(asked.contract())) {
            throw new ContractDiffers(absolute, opened.identity, asked);
        }
        return opened;
    }

    /**
     * Opens a run directory that must exist, whatever its contract: for reading its checkpoints, for example.
     *
     * @throws DamagedFile when there is no run, or {@code run.json} was changed
     */
    public static RunDirectory existing(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        CheckpointStore store = new LocalStore(absolute);
        byte[] bytes = store.read(IDENTITY)
                .orElseThrow(() -> new DamagedFile(absolute + " holds no run: it has no " + IDENTITY
                        + "; give the --dir that a training was started with"));
        return new RunDirectory(
                absolute, RunIdentity.parse(absolute.resolve(IDENTITY).toString(), bytes), store);
    }

    public Path root() {
        return root;
    }

    /** Which run this is. */
    public RunIdentity identity() {
        return identity;
    }

    /** All files of the run. */
    public CheckpointStore store() {
        return store;
    }

    /** The checkpoints of the run. */
    public Checkpoints checkpoints() {
        return new Checkpoints(store);
    }

    /** The terms of the run's coordinators. */
    public Claims terms() {
        return new Claims(store, "terms");
    }

    /** The generations of the run's workers. */
    public Claims generations() {
        return new Claims(store, "generations");
    }

    /** The host's path of something inside the run directory; the path must not lead out of it. */
    public Path resolve(String path) {
        return store.local(path);
    }

    /**
     * Takes the use of the directory for one process of a cluster.
     *
     * @throws RunInUse when another cluster uses it, or this process does already
     */
    public RunLock lock(RunLock.User user) throws IOException {
        return RunLock.take(root, store, user);
    }
}
