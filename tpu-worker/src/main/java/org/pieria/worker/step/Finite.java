package org.pieria.worker.step;

import org.pieria.worker.bundle.Bundle;

/** Finds NaN and infinities in long arrays. */
final class Finite {

    private static final int EXPONENT = 0x7F80_0000;
    private static final int BLOCK = 1 << 14;

    private Finite() {}

    /** Whether all values are numbers. */
    static boolean all(Bundle bundle) {
        return bundle.arrays().stream().allMatch(Finite::all);
    }

    private static boolean all(float[] values) {
        for (int from = 0; from < values.length; from += BLOCK) {
            if (largest(values, from, Math.min(values.length, from + BLOCK)) == EXPONENT) {
                return false;
            }
        }
        return true;
    }

    /** The largest exponent of a block, in place: without a branch in the loop it costs no more than the reading. */
    private static int largest(float[] values, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & EXPONENT);
        }
        return largest;
    }
}
