package org.pieria.actors.training;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.Standing;

/**
 * What a generation starts from: the furthest of what its members hold in memory and what lies on disk. A state after a
 * step has the same bits whoever holds it, so the furthest is as good as any and leaves the least to be done again.
 *
 * @param step after which the state is
 * @param digest of the state; empty where nobody knows it before it is built
 */
record Footing(Origin origin, long step, Optional<String> digest) {

    /** Chooses; members that hold unequal states of one step are not believed, the disk is. */
    static Footing of(Generation generation, Optional<CheckpointRef> checkpoint, Map<String, Report.Promise> promises) {
        long saved = checkpoint.map(CheckpointRef::step).orElse(0L);
        return furthest(generation, promises)
                .filter(held -> held.step() > 0 && held.step() >= saved)
                .filter(held -> agree(held, promises))
                .map(held -> inMemory(generation, held, promises))
                .orElseGet(() -> onDisk(checkpoint));
    }

    private static Optional<Standing> furthest(Generation generation, Map<String, Report.Promise> promises) {
        return generation.workers().stream()
                .flatMap(worker -> held(worker, promises).stream())
                .filter(standing -> standing.phase().equals(generation.phase()))
                .max(Comparator.comparingLong(Standing::step));
    }

    private static Optional<Standing> held(String worker, Map<String, Report.Promise> promises) {
        return Optional.ofNullable(promises.get(worker)).flatMap(Report.Promise::standing);
    }

    private static boolean agree(Standing held, Map<String, Report.Promise> promises) {
        return promises.values().stream()
                .flatMap(promise -> promise.standing().stream())
                .filter(other -> other.phase().equals(held.phase()) && other.step() == held.step())
                .allMatch(held::equals);
    }

    private static Footing inMemory(Generation generation, Standing held, Map<String, Report.Promise> promises) {
        String donor = generation.workers().stream()
                .filter(worker -> held(worker, promises).filter(held::equals).isPresent())
                .findFirst()
                .orElseThrow();
        return new Footing(new Origin.Memory(held, generation.rank(donor)), held.step(), Optional.of(held.digest()));
    }

    /** Where nothing in memory can be gone on from. */
    static Footing onDisk(Optional<CheckpointRef> checkpoint) {
        return checkpoint
                .map(ref -> new Footing(new Origin.Checkpoint(ref.path()), ref.step(), Optional.of(ref.digest())))
                .orElseGet(() -> new Footing(Origin.Beginning.INSTANCE, 0, Optional.empty()));
    }

    /** Whether members go on with what they hold, so that what they reported before still counts. */
    boolean goesOn() {
        return origin instanceof Origin.Memory;
    }
}
