package org.pieria.worker.handover;

import java.util.Map;
import org.pieria.worker.bundle.Bundle;

/** What was handed over. */
public sealed interface Handed {

    /**
     * The sum of the bundles of the wanted step, for a host that stands one step before it.
     *
     * @param sum see the phase's bundle layout
     */
    record Step(Bundle sum) implements Handed {}

    /** The whole state after the wanted step, by name. */
    record State(Map<String, float[]> values) implements Handed {

        public State {
            values = Map.copyOf(values);
        }
    }
}
