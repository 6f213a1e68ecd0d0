package org.pieria.checkpointing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes checkpoints that are no longer needed and attempts that became none. It never removes the last checkpoint of a
 * finished phase, nor a phase's newest one that verifies. One thread.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final CheckpointStore store;
    private final Checkpoints checkpoints;
    private final Rule rule;
    private final InstantSource clock;

    public Retention(CheckpointStore store, Rule rule, InstantSource clock) {
        this.store = store;
        this.checkpoints = new Checkpoints(store);
        this.rule = rule;
        this.clock = clock;
    }

    /**
     * What is kept.
     *
     * @param keep how many of the newest checkpoints of each phase, beside the phase's last
     * @param abandonedAfter how old an attempt without manifest must be before it counts as abandoned
     */
    public record Rule(int keep, Duration abandonedAfter) {
        public Rule {
            if (keep < 1) {
                throw new IllegalArgumentException("checkpoints.keep must be at least 1, got " + keep);
            }
            if (abandonedAfter.isNegative()) {
                throw new IllegalArgumentException("the age of abandoned attempts is negative: " + abandonedAfter);
            }
        }
    }

    /**
     * Applies the rule.
     *
     * @param live attempts that may still become checkpoints, and checkpoints that somebody has still to read
     * @return the paths that were removed
     */
    public List<String> apply(Predicate<CheckpointName> live) throws IOException {
        List<String> removed = new ArrayList<>();
        for (List<Manifest> phase : byPhase().values()) {
            for (Manifest manifest : superfluous(phase, live)) {
                removed.add(remove(manifest.name()));
            }
        }
        for (CheckpointName abandoned : abandoned(live)) {
            removed.add(remove(abandoned));
        }
        return removed;
    }

    private Map<String, List<Manifest>> byPhase() throws IOException {
        Map<String, List<Manifest>> phases = new TreeMap<>();
        for (Manifest manifest : checkpoints.list()) {
            phases.computeIfAbsent(manifest.name().phase(), phase -> new ArrayList<>())
                    .add(manifest);
        }
        return phases;
    }

    private List<Manifest> superfluous(List<Manifest> oldToNew, Predicate<CheckpointName> live) throws IOException {
        List<Manifest> candidates = oldToNew.subList(0, Math.max(0, oldToNew.size() - rule.keep())).stream()
                .filter(manifest -> !manifest.last() && !live.test(manifest.name()))
                .toList();
        if (candidates.isEmpty()) {
            return candidates;
        }
        // The kept ones may all be damaged, so what can be fallen back to is decided by reading, not by counting.
        Optional<Manifest> fallback = checkpoints.newest(oldToNew.get(0).name().phase());
        return candidates.stream()
                .filter(manifest -> fallback.isPresent()
                        && manifest.name().compareTo(fallback.get().name()) < 0)
                .toList();
    }

    private List<CheckpointName> abandoned(Predicate<CheckpointName> live) throws IOException {
        Instant limit = clock.instant().minus(rule.abandonedAfter());
        List<CheckpointName> abandoned = new ArrayList<>();
        attempts().forEach((name, newest) -> {
            if (newest.isBefore(limit) && !live.test(name)) {
                abandoned.add(name);
            }
        });
        return abandoned;
    }

    /** Directories without manifest, with the time of their newest file. */
    private Map<CheckpointName, Instant> attempts() throws IOException {
        Map<CheckpointName, Instant> newest = new HashMap<>();
        List<CheckpointName> published = new ArrayList<>();
        for (StoredFile file : store.list(CheckpointName.ROOT)) {
            int slash = file.path().lastIndexOf('/');
            CheckpointName.ofPath(file.path().substring(0, slash)).ifPresent(name -> {
                newest.merge(name, file.modified(), (a, b) -> a.isAfter(b) ? a : b);
                if (file.path().equals(name.manifestPath())) {
                    published.add(name);
                }
            });
        }
        newest.keySet().removeAll(published);
        return newest;
    }

    /** The manifest goes first: what is left after a crash in between is an attempt, not a broken checkpoint. */
    private String remove(CheckpointName name) throws IOException {
        store.delete(name.manifestPath());
        store.delete(name.path());
        LOG.info("Removed checkpoint {}", name.path());
        return name.path();
    }
}
