package org.pieria.worker.step;

import java.util.Map;
import java.util.TreeMap;
import org.pieria.actors.port.StepResult;

/**
 * How many steps changed nothing because their sum was not finite: part of the state after a step, once there was one. A
 * state that says nothing of it, such as one saved before steps were ever skipped, has skipped none.
 *
 * @param total in the phase so far
 * @param inARow up to the last step
 */
public record Skips(long total, long inARow) {

    static final Skips NONE = new Skips(0, 0);

    /** The name among the tensors of the state. */
    static final String NAME = "optimizer/skips";

    /** Up to here a float counts without a gap. */
    private static final long MOST = 1 << 24;

    public Skips {
        if (inARow < 0 || inARow > total || total > MOST) {
            throw new IllegalArgumentException(
                    "skipped steps must be 0 to " + MOST + ", were " + total + ", " + inARow + " of them in a row");
        }
    }

    static Skips of(Map<String, float[]> state) {
        float[] counts = state.get(NAME);
        if (counts == null) {
            return NONE;
        }
        if (counts.length != 2) {
            throw new IllegalArgumentException(NAME + " must hold two counts, holds " + counts.length);
        }
        return new Skips((long) counts[0], (long) counts[1]);
    }

    boolean any() {
        return total > 0;
    }

    /** After a step that was skipped. */
    Skips skipped() {
        return new Skips(Math.min(MOST, total + 1), Math.min(MOST, inARow + 1));
    }

    /** After a step that was applied. */
    Skips applied() {
        return new Skips(total, 0);
    }

    float[] values() {
        return new float[] {total, inARow};
    }

    /** For whoever watches the run; nothing before the first skip. */
    public Map<String, Double> metrics() {
        return any()
                ? new TreeMap<>(Map.of("skipped", (double) total, StepResult.SKIPPED_IN_A_ROW, (double) inARow))
                : Map.of();
    }
}
