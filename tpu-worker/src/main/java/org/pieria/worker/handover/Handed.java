package org.pieria.worker.handover;

import java.util.Map;

/** What was handed over. */
public sealed interface Handed {

    /**
     * The sum of the bundles of the wanted step, for a host that stands one step before it.
     *
     * @param sum see the phase's bundle layout
     */
    @SuppressWarnings("ArrayRecordComponent") // what came is never compared
    record Bundle(float[] sum) implements Handed {}

    /** The whole state after the wanted step, by name. */
    record State(Map<String, float[]> values) implements Handed {

        public State {
            values = Map.copyOf(values);
        }
    }
}
