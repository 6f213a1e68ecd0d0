package org.pieria.actors.port;

import java.util.List;
import java.util.Map;

/**
 * One rank's durable part of a checkpoint.
 *
 * @param step the step
 * @param digest the state digest after that step
 * @param rank the rank that wrote it
 * @param files the written files, each as the JSON of a {@code org.pieria.checkpointing} file entry
 * @param tensorDigests the digest of every tensor in this part by name
 */
public record SavedPart(long step, String digest, int rank, List<String> files, Map<String, String> tensorDigests) {

    public SavedPart {
        files = List.copyOf(files);
        tensorDigests = Map.copyOf(tensorDigests);
    }
}
