package org.pieria.worker.collective;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;

/** A generation of one rank: the whole tree is added here, without a network. */
final class LoneCollective implements Collective {

    private final Layout layout;
    private volatile @Nullable String interruption;

    LoneCollective(int slices, int length) {
        this.layout = Layout.of(new SliceTree(slices), 1, length, Math.max(1, length));
    }

    @Override
    public void allReduce(long step, String digest, List<float[]> slices, float[] sum) {
        String reason = interruption;
        if (reason != null) {
            throw new StepInterrupted(reason);
        }
        layout.requireLength(sum);
        layout.partials(0, slices).values().forEach(root -> Span.all(root).copyTo(Span.all(sum)));
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
