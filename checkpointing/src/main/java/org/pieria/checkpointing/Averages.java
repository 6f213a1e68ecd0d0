package org.pieria.checkpointing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.LocalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The averages of a run, one per phase, kept up as checkpoints appear. An average is itself a checkpoint, in a store of its
 * own: sealed, verified whenever it is read, and naming what is in it. Once a checkpoint is in, its removal changes nothing;
 * a step counts once, however often it is published. One thread, one process.
 */
public final class Averages {

    /** Its directory in a run directory. */
    public static final String DIRECTORY = "averages";

    private static final Logger LOG = LoggerFactory.getLogger(Averages.class);
    private static final String FILE = "average.safetensors";
    private static final Retention.Rule KEPT = new Retention.Rule(2, Duration.ofHours(1));

    private final Checkpoints checkpoints;
    private final CheckpointStore store;
    private final Checkpoints averages;
    private final AverageRule rule;

    /**
     * Averages of checkpoints.
     *
     * @param checkpoints of the run
     * @param store of the averages; holds nothing else
     */
    public Averages(Checkpoints checkpoints, CheckpointStore store, AverageRule rule) {
        this.checkpoints = checkpoints;
        this.store = store;
        this.averages = new Checkpoints(store);
        this.rule = rule;
    }

    /** Of a run directory on this host. */
    public static Averages of(Path run, AverageRule rule) {
        return new Averages(new Checkpoints(new LocalStore(run)), new LocalStore(run.resolve(DIRECTORY)), rule);
    }

    /**
     * Takes in every checkpoint of a phase that counts and is newer than the average. A damaged average is passed over
     * loudly: the one before is continued, or a new one begun with what is retained.
     *
     * @return the steps taken in, from old to new; none if the average was up to date
     * @throws IllegalStateException when a checkpoint contradicts the one of its step that is in the average
     */
    public List<Long> update(String phase) throws IOException {
        List<Manifest> candidates = counting(phase);
        Optional<Manifest> standing = standing(phase);
        AverageOrigin origin = standing.map(AverageOrigin::of).orElse(AverageOrigin.none(rule.decay()));
        candidates.forEach(candidate -> refuseContradiction(origin, candidate));
        List<Long> taken = new ArrayList<>();
        for (Manifest candidate : candidates) {
            if (origin.precedes(candidate)) {
                standing = Optional.of(next(standing, candidate));
                taken.add(candidate.name().step());
            }
        }
        if (!taken.isEmpty()) {
            new Retention(store, KEPT, InstantSource.system()).apply(name -> false);
        }
        return taken;
    }

    /** The manifest of the newest average of a phase that verifies, whatever its decay. */
    public Optional<Manifest> newest(String phase) throws IOException {
        return averages.newest(phase);
    }

    /** What an average is made from. */
    public static AverageOrigin origin(Manifest average) {
        return AverageOrigin.of(average);
    }

    /**
     * Opens an average after verifying every byte of it.
     *
     * @param average one that {@link #newest} gave
     */
    public Snapshot open(Manifest average) throws IOException {
        return averages.load(average.name().path());
    }

    /**
     * Computes a phase's average anew from the checkpoints that are retained, into a file.
     *
     * @return what is in it
     * @throws IllegalStateException when no checkpoint that counts is retained
     */
    public AverageOrigin recompute(String phase, Path out) throws IOException {
        List<Manifest> used = counting(phase);
        if (used.isEmpty()) {
            throw new IllegalStateException("no checkpoint of phase " + phase + " at a multiple of " + rule.every()
                    + " steps is retained; train further, or choose another phase or average.every");
        }
        AverageOrigin origin = AverageOrigin.none(rule.decay());
        for (Manifest manifest : used) {
            origin = origin.with(manifest);
        }
        try (Snapshots open = new Snapshots()) {
            for (Manifest manifest : used) {
                open.add(checkpoints.load(manifest.name().path()));
            }
            SafetensorsWriter.write(out, origin.facts(), new Blend(open.oldToNew(), rule.decay()).tensors());
        }
        return origin;
    }

    /** The newest average that verifies and has the rule's decay. */
    private Optional<Manifest> standing(String phase) throws IOException {
        Optional<Manifest> newest = averages.newest(phase);
        double decay = newest.map(AverageOrigin::of).map(AverageOrigin::decay).orElse(rule.decay());
        if (decay != rule.decay()) {
            LOG.warn(
                    "The average of phase {} has the decay {}, average.decay is {}: a new one begins with what is retained",
                    phase,
                    decay,
                    rule.decay());
            return Optional.empty();
        }
        return newest;
    }

    /** The checkpoints that count, one per step, from old to new. */
    private List<Manifest> counting(String phase) throws IOException {
        Map<Long, Manifest> bySteps = new TreeMap<>();
        for (Manifest manifest : checkpoints.list()) {
            if (manifest.name().phase().equals(phase) && rule.takes(manifest)) {
                bySteps.put(manifest.name().step(), manifest);
            }
        }
        Collection<Manifest> oldToNew = bySteps.values();
        return List.copyOf(oldToNew);
    }

    private Manifest next(Optional<Manifest> standing, Manifest checkpoint) throws IOException {
        AverageOrigin origin = standing.map(AverageOrigin::of)
                .orElse(AverageOrigin.none(rule.decay()))
                .with(checkpoint);
        clear(checkpoint.name());
        try (Snapshots open = new Snapshots()) {
            if (standing.isPresent()) {
                open.add(open(standing.get()));
            }
            open.add(checkpoints.load(checkpoint.name().path()));
            FileEntry file = SafetensorsWriter.write(
                    store.local(checkpoint.name().path()).resolve(FILE),
                    origin.facts(),
                    new Blend(open.oldToNew(), rule.decay()).tensors());
            return publish(checkpoint, origin, file);
        }
    }

    private Manifest publish(Manifest checkpoint, AverageOrigin origin, FileEntry file) throws IOException {
        Manifest average = new Manifest(
                checkpoint.name(),
                checkpoint.term(),
                origin.digest(),
                Map.of(),
                checkpoint.provenance(),
                origin.facts(),
                checkpoint.last(),
                List.of(file));
        averages.publish(average);
        return average;
    }

    /** What stands where a new average goes is damaged, unfinished or of another rule. */
    private void clear(CheckpointName name) throws IOException {
        store.delete(name.manifestPath());
        store.delete(name.path());
    }

    private static void refuseContradiction(AverageOrigin origin, Manifest checkpoint) {
        if (origin.contradicts(checkpoint)) {
            throw new IllegalStateException(checkpoint.name().path() + " has the digest " + checkpoint.digest()
                    + ", but the checkpoint of that step in the average of phase "
                    + checkpoint.name().phase() + " had "
                    + origin.digests().get(checkpoint.name().step())
                    + "; remove its averages to begin a new one with what is retained");
        }
    }
}
