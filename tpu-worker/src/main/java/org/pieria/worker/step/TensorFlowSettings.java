package org.pieria.worker.step;

import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The one session configuration of this process. TensorFlow's intra-op pool is one per process and the first session sets
 * its size; that size is part of the bits, so a second, different wish is an error.
 */
public final class TensorFlowSettings {

    private static final AtomicInteger CHOSEN = new AtomicInteger();

    private TensorFlowSettings() {}

    /**
     * The configuration of every session of this process.
     *
     * @param threadsPerSlice intra-op threads; part of the contract
     */
    public static ConfigProto session(int threadsPerSlice) {
        if (!CHOSEN.compareAndSet(0, threadsPerSlice) && CHOSEN.get() != threadsPerSlice) {
            throw new IllegalStateException("this process computes with " + CHOSEN.get()
                    + " threads per slice and cannot change to " + threadsPerSlice);
        }
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threadsPerSlice)
                .setInterOpParallelismThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setGraphOptions(GraphOptions.newBuilder()
                        .setOptimizerOptions(
                                OptimizerOptions.newBuilder().setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.OFF))
                        .setRewriteOptions(RewriterConfig.newBuilder()
                                .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.OFF)))
                .build();
    }
}
