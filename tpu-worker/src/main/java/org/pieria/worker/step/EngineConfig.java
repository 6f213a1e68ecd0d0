package org.pieria.worker.step;

import com.typesafe.config.Config;
import org.pieria.worker.bundle.Wire;

/**
 * How this host computes.
 *
 * @param device where
 * @param slices of the global batch, a power of two; part of the contract
 * @param threadsPerSlice intra-op threads; part of the contract
 * @param lanes slices computed at once by this worker
 * @param seed of the run
 * @param safeguards against wrong values
 * @param wire how gradients travel; part of the contract
 */
public record EngineConfig(
        Device device, int slices, int threadsPerSlice, int lanes, long seed, Safeguards safeguards, Wire wire) {

    public EngineConfig {
        if (slices < 1 || Integer.bitCount(slices) != 1) {
            throw new IllegalArgumentException("pieria.slices must be a power of two, was " + slices);
        }
        if (threadsPerSlice < 1) {
            throw new IllegalArgumentException("pieria.threads-per-slice must be at least 1, was " + threadsPerSlice);
        }
        if (lanes < 1) {
            throw new IllegalArgumentException("lanes must be at least 1, was " + lanes);
        }
    }

    /** With the usual safeguards, and gradients that travel as they are. */
    public EngineConfig(Device device, int slices, int threadsPerSlice, int lanes, long seed) {
        this(device, slices, threadsPerSlice, lanes, seed, Safeguards.usual(), Wire.FLOAT32);
    }

    /** Reads {@code pieria.*}; no lanes configured means the cores divided by the workers of this host. */
    public static EngineConfig from(Config root) {
        int lanes = root.getInt("pieria.workers.lanes");
        int threads = root.getInt("pieria.threads-per-slice");
        int workers = Math.max(1, root.getInt("pieria.cluster.workers"));
        int cores = Runtime.getRuntime().availableProcessors();
        return new EngineConfig(
                Device.parse(root.getString("pieria.device")),
                root.getInt("pieria.slices"),
                threads,
                lanes > 0 ? lanes : Math.max(1, cores / workers / threads),
                root.getLong("pieria.run.seed"),
                Safeguards.from(root),
                Wire.parse(root.getString("pieria.training.wire")));
    }
}
