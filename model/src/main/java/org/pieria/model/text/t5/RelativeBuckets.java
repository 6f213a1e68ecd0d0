package org.pieria.model.text.t5;

/** Which of the 32 biases a distance between two tokens has: exact up to 7 tokens, then ever coarser up to 128. */
public final class RelativeBuckets {

    /** Buckets of one direction. */
    private static final int HALF = T5Shape.BUCKETS / 2;
    /** Distances that have a bucket of their own, in each direction. */
    private static final int EXACT = HALF / 2;

    private static final int FARTHEST = 128;

    private RelativeBuckets() {}

    /**
     * The bucket of one distance.
     *
     * @param distance position of the key minus position of the query
     * @return 0 to 31
     */
    public static int of(int distance) {
        int direction = distance > 0 ? HALF : 0;
        int far = Math.abs(distance);
        return direction + (far < EXACT ? far : Math.min(HALF - 1, logarithmic(far)));
    }

    private static int logarithmic(int far) {
        double share = Math.log(far / (double) EXACT) / Math.log(FARTHEST / (double) EXACT);
        return EXACT + (int) (share * (HALF - EXACT));
    }

    /** The buckets of all pairs, [query, key], row-major. */
    public static int[] square(int tokens) {
        int[] buckets = new int[tokens * tokens];
        for (int query = 0; query < tokens; query++) {
            for (int key = 0; key < tokens; key++) {
                buckets[query * tokens + key] = of(key - query);
            }
        }
        return buckets;
    }
}
