package org.pieria.actors.port;

import java.util.Map;

/**
 * What a unit of work gave.
 *
 * @param unit the unit's name
 * @param metrics sums and weights or plain values by name, as the kind defines
 * @param outputs by path inside the run directory, the SHA-256 of each file written
 */
public record JobResult(String unit, Map<String, Double> metrics, Map<String, String> outputs) {

    public JobResult {
        metrics = Map.copyOf(metrics);
        outputs = Map.copyOf(outputs);
    }
}
