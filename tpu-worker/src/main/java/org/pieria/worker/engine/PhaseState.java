package org.pieria.worker.engine;

import java.util.Map;

/** A copy of a phase's whole state after a step: values by name. */
public record PhaseState(String phase, long step, Map<String, float[]> values) {

    public PhaseState {
        values = Map.copyOf(values);
    }
}
