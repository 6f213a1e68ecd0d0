package org.pieria.cluster.launch;

import java.util.OptionalLong;
import org.pieria.cluster.config.Configuration;

/**
 * The Java heaps of the children, in MiB. Tensors live outside the heap, so heaps are small.
 *
 * @param coordinator of each coordinator
 * @param worker of each worker
 */
public record Heaps(int coordinator, int worker) {

    /** What a worker takes outside its heap: TensorFlow, ONNX Runtime and the tensors of a laptop's model, in MiB. */
    static final int NATIVE = 900;

    private static final int COORDINATOR = 384;
    private static final int SMALLEST_WORKER = 512;
    private static final int LARGEST_WORKER = 2048;

    /** As configured, else a quarter of each worker's share of the available memory, within limits. */
    static Heaps of(Configuration configuration, int workers, OptionalLong available) {
        int configured = configuration.pieria().getInt("workers.memory");
        long share = (available.orElse(8L << 30) / workers / 4) >> 20;
        int chosen = (int) Math.max(SMALLEST_WORKER, Math.min(LARGEST_WORKER, share));
        return new Heaps(COORDINATOR, configured > 0 ? configured : chosen);
    }

    /** What all children may take together, in bytes. */
    long total(int coordinators, int workers) {
        return ((long) coordinators * (coordinator + 100) + (long) workers * (worker + NATIVE)) << 20;
    }
}
