package org.pieria.actors.training;

import java.util.Optional;
import org.pieria.actors.view.RunControl;

/** People ask for phases to start, to pause and to stop; every asking is answered at once. */
final class Steering {

    private Steering() {}

    static void start(Turn turn, String phase) {
        if (!turn.plan.knows(phase)) {
            unknown(turn, phase);
            return;
        }
        Until end = reach(turn, phase);
        Optional<String> before = firstUntrained(turn, phase);
        if (turn.plan.index(phase) > turn.plan.index(turn.plan.until().phase())) {
            reply(turn, false, "the run ends with " + turn.plan.until().phase() + " (cluster.until)");
        } else if (before.isPresent()
                && turn.wish
                        .goal()
                        .filter(goal -> !turn.plan.isBeyond(end, goal))
                        .isEmpty()) {
            reply(turn, false, phase + " needs " + before.get() + " first; start " + before.get());
        } else {
            goOn(turn, phase, end);
        }
    }

    private static void goOn(Turn turn, String phase, Until end) {
        Until goal =
                turn.wish.goal().filter(old -> !turn.plan.isBeyond(end, old)).orElse(end);
        turn.wish = turn.wish.goOn(goal);
        keep(turn);
        boolean trained = new Agenda(turn.plan, turn.progress).trained(turn.plan.phase(phase), end.step());
        reply(turn, true, trained ? phase + " is complete" : phase + " runs to step " + end.step());
        if (turn.stage instanceof Stage.Resting) {
            Flow.next(turn);
        }
    }

    /** The end of the phase, or where the whole run ends if that comes first. */
    private static Until reach(Turn turn, String phase) {
        Until end = Until.endOf(turn.plan.phase(phase));
        return turn.plan.until().phase().equals(phase) ? turn.plan.until() : end;
    }

    private static Optional<String> firstUntrained(Turn turn, String phase) {
        Agenda agenda = new Agenda(turn.plan, turn.progress);
        return turn.plan.phases().subList(0, turn.plan.index(phase)).stream()
                .filter(earlier -> !agenda.trained(earlier, earlier.steps()))
                .map(PhasePlan::name)
                .findFirst();
    }

    static void rest(Turn turn, String phase, Wish.Rest rest) {
        String deed = rest == Wish.Rest.PAUSE ? "pauses" : "stops with a checkpoint";
        if (!turn.plan.knows(phase)) {
            unknown(turn, phase);
        } else if (turn.wish.goal().isEmpty()) {
            reply(turn, false, "nothing was started");
        } else if (!isCurrent(turn, phase)) {
            reply(turn, false, phase + " does not run; " + new Portrait(turn).activity());
        } else {
            turn.wish = turn.wish.resting(rest);
            keep(turn);
            reply(turn, true, phase + " " + deed + " at the next step that all workers reach");
            comeToRest(turn);
        }
    }

    /** A stop is not kept: it comes before the end of all processes, after which the run is to go on. */
    static void keep(Turn turn) {
        if (turn.wish.rest() != Wish.Rest.STOP) {
            turn.ask(new LedgerCall.Keep(Records.WISH, Records.wish(turn.wish)));
        }
    }

    private static boolean isCurrent(Turn turn, String phase) {
        return new Portrait(turn).current().filter(phase::equals).isPresent();
    }

    private static void comeToRest(Turn turn) {
        if (turn.stage instanceof Stage.Running) {
            Stepping.hold(turn);
        } else if (turn.stage instanceof Stage.Gathering || turn.stage instanceof Stage.Resting) {
            Flow.next(turn);
        }
    }

    static void refuseWhenOver(Turn turn, Event event) {
        boolean asked = event instanceof Event.StartAsked
                || event instanceof Event.PauseAsked
                || event instanceof Event.DrainAsked
                || event instanceof Event.StopAsked;
        if (asked) {
            reply(turn, false, "the run is over: " + new Portrait(turn).message());
        }
    }

    private static void unknown(Turn turn, String phase) {
        reply(turn, false, "unknown phase " + phase + "; known are " + String.join(", ", turn.plan.names()));
    }

    private static void reply(Turn turn, boolean accepted, String message) {
        turn.effect(new Effect.Reply(new RunControl.Answer(accepted, message)));
    }
}
