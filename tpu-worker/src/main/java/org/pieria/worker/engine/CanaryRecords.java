package org.pieria.worker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.pieria.actors.port.Assignment;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.LocalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Canaries in the records of a run directory: whoever comes first writes, the others read. */
public final class CanaryRecords implements Canaries {

    private static final Logger LOG = LoggerFactory.getLogger(CanaryRecords.class);
    private static final int NAME = 12;

    private final CheckpointStore store;

    /** Reads and writes inside a run directory. */
    public CanaryRecords(Path directory) {
        this.store = new LocalStore(directory);
    }

    @Override
    public String first(Assignment assignment, String mine) {
        String record = record(assignment);
        try {
            if (store.createIfAbsent(record, mine.getBytes(StandardCharsets.UTF_8))) {
                return mine;
            }
            return store.read(record)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse(mine);
        } catch (IOException e) {
            LOG.warn("the canary of {} can be neither written nor read, and is not compared", assignment.phase(), e);
            return mine;
        }
    }

    /** What a phase reads of earlier ones changes its canary, so every such reading has a record of its own. */
    static String record(Assignment assignment) {
        String reads = new TreeMap<>(assignment.frozen()) + " " + assignment.tokens();
        return "records/canary-" + assignment.phase() + "-" + Sha256.hex(reads).substring(0, NAME);
    }
}
