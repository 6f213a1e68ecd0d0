package org.pieria.cluster.node;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.Snapshot;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/** The averaged weights of a run, verified byte for byte. */
record AveragedWeights(Averages averages) {

    /** Values by tensor name, or a message that says how to get an average. */
    Map<String, float[]> of(String phase) throws IOException {
        Manifest average = manifest(phase);
        Map<String, float[]> values = new HashMap<>();
        try (Snapshot snapshot = averages.open(average)) {
            for (String name : snapshot.names()) {
                values.put(name, snapshot.floats(name));
            }
        }
        return values;
    }

    /** What is in the average of a phase. */
    Manifest manifest(String phase) throws IOException {
        return averages.newest(phase)
                .orElseThrow(() -> new ExitException(
                        ExitCode.CONFIGURATION,
                        "phase " + phase + " has no average yet: train past a multiple of average.every steps, or use"
                                + " --weights newest"));
    }
}
