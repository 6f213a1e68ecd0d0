package org.pieria.actors.training;

import java.util.List;
import org.pieria.actors.port.Member;

/**
 * A numbered, ordered set of workers that reduce together.
 *
 * @param from the step at which its members began; what they applied before it is of older generations
 * @param grant the number of the newest grant, hold or run-to given to it
 * @param granted the last step that was ever granted to it
 * @param shares how many slices each rank computes; empty: as equally many as can be
 */
record Generation(long number, String phase, Ranks ranks, long from, long grant, long granted, List<Integer> shares) {

    Generation {
        shares = List.copyOf(shares);
    }

    /** A generation of which nobody knows yet where it begins. */
    static Generation of(long number, String phase, List<Member> members) {
        return new Generation(number, phase, Ranks.of(members), 0, 0, 0, List.of());
    }

    /** The slices of each rank. */
    List<Integer> shares(int slices) {
        return shares.isEmpty() ? Pace.even(members().size(), slices) : shares;
    }

    Generation sharing(List<Integer> next) {
        return new Generation(number, phase, ranks, from, grant, granted, next);
    }

    /** By rank. */
    List<Member> members() {
        return ranks.members();
    }

    /** Their names, by rank. */
    List<String> workers() {
        return ranks.workers();
    }

    boolean has(String worker) {
        return rank(worker) >= 0;
    }

    /** The worker's rank; -1 when it is no member. */
    int rank(String worker) {
        return ranks.of(worker);
    }

    /** With the next order's number. */
    Generation ordering() {
        return new Generation(number, phase, ranks, from, grant + 1, granted, shares);
    }

    /** With the next order's number, and steps up to this one. */
    Generation granting(long to) {
        return new Generation(number, phase, ranks, from, grant + 1, Math.max(granted, to), shares);
    }

    Generation beginningAt(long step) {
        return new Generation(number, phase, ranks, step, grant, granted, shares);
    }
}
