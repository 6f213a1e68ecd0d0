package org.pieria.actors.training;

import java.time.Duration;
import java.util.List;

/**
 * What the run directory could not do, for want of space perhaps, is asked of it again now and then: as far as it is still
 * wanted, and for as long as it takes. Training goes on meanwhile, inside the window.
 */
final class Refusals {

    private Refusals() {}

    static void heard(Turn turn, Event.LedgerRefused event) {
        if (event.call() instanceof LedgerCall.Append) {
            turn.books = turn.books.notAppended();
        }
        turn.books = turn.books.refused(event.call());
        turn.warn(event.call().deed() + " failed: " + event.reason() + "; tried again every "
                + turn.plan.deadlines().repeat().toSeconds() + " s");
    }

    static void askAgain(Turn turn) {
        List<LedgerCall> calls = turn.books.refused();
        turn.books = turn.books.asking();
        calls.forEach(call -> askAgain(turn, call));
        Stepping.append(turn);
    }

    private static void askAgain(Turn turn, LedgerCall call) {
        if (call instanceof LedgerCall.Claim claim) {
            claim(turn, claim);
        } else if (call instanceof LedgerCall.Locate locate) {
            locate(turn, locate);
        } else if (call instanceof LedgerCall.Activate activate) {
            activate(turn, activate);
        } else if (call instanceof LedgerCall.Keep keep && keep.name().equals(Records.WISH)) {
            Steering.keep(turn);
        } else if (!(call instanceof LedgerCall.Append)) {
            turn.ask(call);
        }
    }

    /** What failed may have been written all the same, so the next number is taken. */
    private static void claim(Turn turn, LedgerCall.Claim call) {
        if (turn.stage instanceof Stage.Claiming stage && stage.generation() == call.generation()) {
            Forming.claim(turn, stage.phase(), stage.workers());
        }
    }

    private static void locate(Turn turn, LedgerCall.Locate call) {
        if (turn.stage instanceof Stage.Suspending stage
                && stage.generation().number() == call.generation()
                && stage.disk().isEmpty()) {
            Duration answer = turn.plan.deadlines().answer();
            turn.stage =
                    new Stage.Suspending(stage.generation(), stage.promises(), stage.disk(), turn.now.plus(answer));
            turn.ask(call);
        }
    }

    private static void activate(Turn turn, LedgerCall.Activate call) {
        if (turn.stage instanceof Stage.Preparing stage
                && stage.generation().number() == call.generation()
                && !stage.recorded()) {
            Duration join = turn.plan.deadlines().join();
            turn.stage =
                    new Stage.Preparing(stage.generation(), stage.footing(), stage.ready(), false, turn.now.plus(join));
            turn.ask(call);
        }
    }
}
