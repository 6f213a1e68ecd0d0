package org.pieria.worker.collective;

import java.util.Map;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.collective.Frame.Origin;

/**
 * What this rank brings to a step and where it wants the result.
 *
 * @param origin this rank in this step
 * @param partials by node, its value
 * @param sum where the sum over all slices goes
 */
record Contribution(Origin origin, Map<Integer, Bundle> partials, Bundle sum) {

    boolean isOf(long step) {
        return origin.step() == step;
    }

    /** A node's value. */
    Bundle partial(int node) {
        Bundle value = partials.get(node);
        if (value == null) {
            throw new IllegalStateException("node " + node + " is none of this rank's " + partials.keySet());
        }
        return value;
    }
}
