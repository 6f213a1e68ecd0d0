package org.pieria.cluster.corruption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.DataPlanePort;
import org.pieria.worker.collective.SliceTree;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.SliceBlock;

/**
 * What is wrong with one host, once.
 *
 * @param memoryAt the step after whose reduction one bit of the sum that this host applies is another; 0: none
 * @param arithmeticFrom the step from which on the first slice that this host computes for another is wrong; 0: none
 * @param slow whether this host tells of ten times the seconds that it took
 */
record Mischief(long memoryAt, long arithmeticFrom, boolean slow) {

    static final Mischief NONE = new Mischief(0, 0);
    static final Mischief SLOW = new Mischief(0, 0, true);

    Mischief(long memoryAt, long arithmeticFrom) {
        this(memoryAt, arithmeticFrom, false);
    }

    BatchSource feeds(SliceBlock own) {
        AtomicBoolean done = new AtomicBoolean(arithmeticFrom == 0);
        return (step, slice) -> {
            boolean others = slice < own.from() || slice >= own.to();
            boolean wrong = step >= arithmeticFrom && others && done.compareAndSet(false, true);
            return wrong ? spoiled() : ToyModel.feeds(step, slice);
        };
    }

    private static Map<String, HostTensor> spoiled() {
        return ToyModel.feeds(1_000, 0);
    }

    DataPlanePort plane(DataPlanePort plane) {
        return memoryAt == 0 ? plane : new Flipping(plane, memoryAt, new AtomicBoolean());
    }

    private record Flipping(DataPlanePort plane, long at, AtomicBoolean done) implements DataPlanePort {

        @Override
        public String address() {
            return plane.address();
        }

        @Override
        public Collective join(long generation, int rank, List<String> addresses, SliceTree tree, BundleShape shape) {
            return new FlippingCollective(plane.join(generation, rank, addresses, tree, shape), at, done);
        }

        @Override
        public void interrupt(long generation, String reason) {
            plane.interrupt(generation, reason);
        }

        @Override
        public void close() {
            plane.close();
        }
    }

    private record FlippingCollective(Collective collective, long at, AtomicBoolean done) implements Collective {

        @Override
        public void allReduce(long step, String digest, List<Bundle> slices, Bundle sum) {
            collective.allReduce(step, digest, slices, sum);
            if (step == at && done.compareAndSet(false, true)) {
                float[] values = sum.array(0);
                values[7] = Float.intBitsToFloat(Float.floatToRawIntBits(values[7]) ^ (1 << 20));
            }
        }

        @Override
        public void interrupt(String reason) {
            collective.interrupt(reason);
        }

        @Override
        public void close() {
            collective.close();
        }
    }
}
