package org.pieria.worker.handover;

import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Standing;
import org.pieria.worker.bundle.Bundle;

/**
 * A copy of what a host holds in memory.
 *
 * @param standing where the state stands
 * @param values the whole state by name
 * @param bundle the sum of the last step's bundles, which leads from the state before it to this one; empty if that step was not
 *     applied here
 */
public record Holding(Standing standing, Map<String, float[]> values, Optional<Bundle> bundle) {

    public Holding {
        values = Map.copyOf(values);
    }
}
