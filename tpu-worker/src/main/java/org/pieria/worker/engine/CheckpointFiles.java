package org.pieria.worker.engine;

import java.util.List;
import java.util.Map;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;

/** Checkpoints as the engine reads and writes them, inside the run directory. Blocking. */
public interface CheckpointFiles {

    /** The whole state of a published checkpoint, verified byte for byte; the path is inside the run directory. */
    PhaseState load(String checkpoint);

    /** Writes this rank's share of a state, whole tensors each, durably. */
    SavedPart write(SaveOrder order, PhaseState state, Map<String, List<Long>> shapes, String digest);
}
