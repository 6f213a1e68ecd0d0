package org.pieria.worker.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.checkpointing.Averages;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.PhaseState;
import org.pieria.worker.engine.SafetensorsCheckpoints;

/** The checkpoints of a run directory and the averages over them, which lie below {@value #AVERAGES}. Read only. */
final class JudgedWeights implements CheckpointFiles {

    static final String AVERAGES = Averages.DIRECTORY + "/";

    private final CheckpointFiles newest;
    private final CheckpointFiles averages;

    JudgedWeights(Path run) {
        this.newest = new SafetensorsCheckpoints(run);
        this.averages = new SafetensorsCheckpoints(run.resolve(Averages.DIRECTORY));
    }

    @Override
    public PhaseState load(String checkpoint) {
        return checkpoint.startsWith(AVERAGES)
                ? averages.load(checkpoint.substring(AVERAGES.length()))
                : newest.load(checkpoint);
    }

    @Override
    public SavedPart write(SaveOrder order, PhaseState state, Map<String, List<Long>> shapes, String digest) {
        throw new UnsupportedOperationException("what is judged is not changed");
    }
}
