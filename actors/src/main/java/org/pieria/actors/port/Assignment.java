package org.pieria.actors.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's part in one generation of one phase.
 *
 * @param phase the phase's name
 * @param generation the generation's number
 * @param rank this worker's index in {@code members}
 * @param members all workers of the generation, by rank
 * @param origin where the state comes from
 * @param frozen by phase, the final checkpoints of earlier phases whose weights this phase uses
 * @param tokens the manifest of the tokenised data set inside the run directory, if the phase reads tokens
 */
public record Assignment(
        String phase,
        long generation,
        int rank,
        List<Member> members,
        Origin origin,
        Map<String, String> frozen,
        Optional<String> tokens) {

    public Assignment {
        members = List.copyOf(members);
        frozen = Map.copyOf(frozen);
        if (rank < 0 || rank >= members.size()) {
            throw new IllegalArgumentException("rank " + rank + " of " + members.size() + " members");
        }
    }
}
