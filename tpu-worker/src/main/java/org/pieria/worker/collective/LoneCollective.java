package org.pieria.worker.collective;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;

/** A generation of one rank: the whole tree is added here, without a network. */
final class LoneCollective implements Collective {

    /** Nothing travels; any size of chunks will do. */
    private static final int PAYLOAD = 1 << 16;

    private final Layout layout;
    private volatile @Nullable String interruption;

    LoneCollective(int slices, BundleShape shape) {
        this.layout = Layout.of(new Layout.Task(new SliceTree(slices), shape), 1, PAYLOAD);
    }

    @Override
    public void allReduce(long step, String digest, List<Bundle> slices, Bundle sum) {
        String reason = interruption;
        if (reason != null) {
            throw new StepInterrupted(reason);
        }
        layout.requireShape(sum);
        layout.partials(0, slices).values().forEach(sum::take);
    }

    @Override
    public void interrupt(String reason) {
        interruption = reason;
    }

    @Override
    public void close() {
        interrupt("the generation was closed");
    }
}
