package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pieria.actors.port.Member;

/**
 * Who has which rank, found either way at once: with thousands of members each of them reports each step.
 *
 * @param members by rank
 * @param workers their names, by rank
 * @param byName their ranks
 */
record Ranks(List<Member> members, List<String> workers, Map<String, Integer> byName) {

    static Ranks of(List<Member> members) {
        List<String> workers = members.stream().map(Member::worker).collect(Collectors.toUnmodifiableList());
        Map<String, Integer> byName = IntStream.range(0, workers.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(workers::get, rank -> rank));
        return new Ranks(List.copyOf(members), workers, byName);
    }

    /** The worker's rank; -1 when it is no member. */
    int of(String worker) {
        return byName.getOrDefault(worker, -1);
    }
}
