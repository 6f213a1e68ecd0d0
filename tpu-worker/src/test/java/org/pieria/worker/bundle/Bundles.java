package org.pieria.worker.bundle;

/** Arithmetic of bundles in tests. */
public final class Bundles {

    private Bundles() {}

    /** Adds a bundle to a sum. */
    public static void add(Bundle bundle, Bundle sum) {
        for (int segment = 0; segment < sum.arrays().size(); segment++) {
            float[] into = sum.array(segment);
            for (int i = 0; i < into.length; i++) {
                into[i] += bundle.array(segment)[i];
            }
        }
    }
}
