package org.pieria.actors.training;

import com.typesafe.config.Config;

/**
 * When slices move away from a slow worker.
 *
 * @param slices of the global batch; 0 where they are never moved
 * @param after so many steps in a row that another split would have been worth it; 0: never
 */
public record Balancing(int slices, long after) {

    public Balancing {
        Rules.require(slices >= 0, "slices must not be negative", slices);
        Rules.require(after >= 0, "cluster.rebalance-after must not be negative", after);
    }

    /** Slices are never moved. */
    public static Balancing none() {
        return new Balancing(0, 0);
    }

    static Balancing from(Config pieria) {
        return new Balancing(pieria.getInt("slices"), pieria.getLong("cluster.rebalance-after"));
    }

    boolean wanted() {
        return slices > 0 && after > 0;
    }
}
