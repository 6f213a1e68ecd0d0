package org.pieria.checkpointing.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which steps of a phase are applied, and to what bits: eight bytes for each, since a run has millions. One thread. */
final class StepFingerprints {

    private static final int BLOCK = 1 << 10;

    private final Map<Long, long[]> blocks = new HashMap<>();
    private @Nullable StepRecord first;
    private @Nullable StepRecord last;

    /** The fingerprint of a step's row; 0 where it has none. */
    long of(long step) {
        long[] block = blocks.get(Math.floorDiv(step, BLOCK));
        return block == null ? 0 : block[Math.floorMod(step, BLOCK)];
    }

    void add(StepRecord row) {
        long step = row.step();
        blocks.computeIfAbsent(Math.floorDiv(step, BLOCK), any -> new long[BLOCK])[Math.floorMod(step, BLOCK)] =
                row.fingerprint();
        first = first == null || step < first.step() ? row : first;
        last = last == null || step > last.step() ? row : last;
    }

    /** The row of the lowest step. */
    Optional<StepRecord> first() {
        return Optional.ofNullable(first);
    }

    /** The row of the highest step. */
    Optional<StepRecord> last() {
        return Optional.ofNullable(last);
    }
}
