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
 * @param shares how many slices each rank computes, in the order of ranks and slices; empty: as equally many as can be
 */
public record Assignment(
        String phase,
        long generation,
        int rank,
        List<Member> members,
        Origin origin,
        Map<String, String> frozen,
        Optional<String> tokens,
        List<Integer> shares) {

    public Assignment {
        members = List.copyOf(members);
        frozen = Map.copyOf(frozen);
        shares = List.copyOf(shares);
        if (rank < 0 || rank >= members.size()) {
            throw new IllegalArgumentException("rank " + rank + " of " + members.size() + " members");
        }
        if (!shares.isEmpty()
                && (shares.size() != members.size() || shares.stream().anyMatch(share -> share < 1))) {
            throw new IllegalArgumentException(members.size() + " members need a slice each at least, have " + shares);
        }
    }

    /** A part in a generation whose members have equally many slices. */
    public Assignment(
            String phase,
            long generation,
            int rank,
            List<Member> members,
            Origin origin,
            Map<String, String> frozen,
            Optional<String> tokens) {
        this(phase, generation, rank, members, origin, frozen, tokens, List.of());
    }
}
