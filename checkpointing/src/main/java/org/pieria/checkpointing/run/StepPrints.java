package org.pieria.checkpointing.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which steps of a phase are applied, and to what bits: eight bytes for each, since a run has millions. One thread. */
final class StepPrints {

    private static final int BLOCK = 1 << 10;

    private final Map<Long, long[]> blocks = new HashMap<>();
    private @Nullable StepRecord first;
    private @Nullable StepRecord last;

    /** The print of a step's row; 0 where it has none. */
    long of(long step) {
        long[] block = blocks.get(Math.floorDiv(step, BLOCK));
        return block == null ? 0 : block[Math.floorMod(step, BLOCK)];
    }

    void add(StepRecord row) {
        long step = row.step();
        blocks.computeIfAbsent(Math.floorDiv(step, BLOCK), any -> new long[BLOCK])[Math.floorMod(step, BLOCK)] =
                row.print();
        first = first == null || step < first.step() ? row : first;
        last = last == null || step > last.step() ? row : last;
    }

    /** The rows of the lowest and of the highest step: none, one row twice, or two. */
    List<StepRecord> ends() {
        List<StepRecord> ends = new ArrayList<>();
        if (first != null && last != null) {
            ends.add(first);
            ends.add(last);
        }
        return ends;
    }
}
