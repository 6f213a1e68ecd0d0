package org.pieria.actors.training;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;

/**
 * Workers that are no members build the phase and follow a member beside the others, who go on: then a join is nothing but
 * the last steps.
 */
final class Warming {

    private Warming() {}

    /** Asks all that are there and are no members. */
    static void ask(Turn turn) {
        turn.generation.ifPresent(current -> ask(turn, current));
    }

    private static void ask(Turn turn, Generation current) {
        int place = 0;
        for (String worker : turn.roster.available()) {
            if (!current.has(worker)) {
                Origin origin = origin(turn, current, place++);
                if (!isWarm(turn, worker, current.phase())) {
                    Assignment alone = alone(turn, current.phase(), worker, origin);
                    turn.tell(worker, new Order.Warm(turn.reign.term(), alone));
                }
            }
        }
    }

    /** Who is about to join follows a member, each another one; a spare waits at the beginning. */
    private static Origin origin(Turn turn, Generation current, int place) {
        List<Member> members = current.members();
        return members.size() + place < turn.plan.workers()
                ? new Origin.Following(members.get(place % members.size()).stateAddress())
                : Origin.Beginning.INSTANCE;
    }

    private static Assignment alone(Turn turn, String phase, String worker, Origin origin) {
        return new Assignment(
                phase,
                0,
                0,
                turn.roster.members(List.of(worker)),
                origin,
                new Agenda(turn.plan, turn.progress).finishedBefore(phase),
                turn.plan.phase(phase).readsTokens() ? Optional.of(Records.TOKENS_PATH) : Optional.empty());
    }

    static void warmed(Turn turn, String worker, Report.Warmed report) {
        note(turn, worker, report.phase());
        if (turn.stage instanceof Stage.Running && Forming.canGrow(turn)) {
            Stepping.hold(turn);
        }
    }

    /** Members are warm: they may leave a generation and come back to the next. */
    static void note(Turn turn, String worker, String phase) {
        turn.roster.named(worker).ifPresent(enrolment -> turn.roster = turn.roster.with(enrolment.warm(phase)));
    }

    /** The present ones that could join a generation of a phase without being waited for. */
    static List<String> spares(Turn turn, String phase, List<String> members) {
        Set<String> taken = Set.copyOf(members);
        return turn.roster.available().stream()
                .filter(worker -> !taken.contains(worker) && isWarm(turn, worker, phase))
                .collect(Collectors.toList());
    }

    private static boolean isWarm(Turn turn, String worker, String phase) {
        return turn.roster.named(worker).filter(known -> known.isWarm(phase)).isPresent();
    }
}
