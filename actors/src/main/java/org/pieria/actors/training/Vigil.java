package org.pieria.actors.training;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches the clock: nobody is waited for without an end, and what was not answered is said again. */
final class Vigil {

    /** How long an ended run waits for its workers to go before the coordinator goes too. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private Vigil() {}

    static void tick(Turn turn) {
        if (turn.stage instanceof Stage.Ended ended) {
            part(turn, ended);
            return;
        }
        if (turn.reign.term() > 0) {
            silence(turn);
            overdue(turn);
            overdueSaves(turn);
        }
        repeat(turn);
    }

    private static void part(Turn turn, Stage.Ended ended) {
        boolean due =
                turn.roster.present().isEmpty() || !turn.now.isBefore(ended.at().plus(FAREWELL));
        if (due && !ended.told()) {
            turn.stage = new Stage.Ended(ended.outcome(), ended.reason(), ended.at(), true);
            turn.effect(new Effect.End(ended.outcome(), ended.reason()));
        }
    }

    private static void silence(Turn turn) {
        Duration longest = turn.plan.deadlines().answer();
        for (String worker : turn.roster.present()) {
            boolean silent = turn.roster
                    .named(worker)
                    .filter(enrolment -> passed(turn, enrolment.seen().plus(longest)))
                    .isPresent();
            if (silent) {
                Admission.lose(turn, worker, "silent for " + longest.toSeconds() + " s");
            }
        }
    }

    private static boolean passed(Turn turn, Instant deadline) {
        return turn.now.isAfter(deadline);
    }

    private static void overdue(Turn turn) {
        if (turn.stage instanceof Stage.Gathering stage && passed(turn, stage.deadline())) {
            gathered(turn, stage);
        } else if (turn.stage instanceof Stage.Adopting stage && passed(turn, stage.deadline())) {
            Adoption.settle(turn, stage);
        } else if (turn.stage instanceof Stage.Suspending stage && passed(turn, stage.deadline())) {
            unanswered(turn, stage);
        } else if (turn.stage instanceof Stage.Preparing stage && passed(turn, stage.deadline())) {
            loseAll(turn, without(stage.generation(), stage.ready().keySet()), "was not ready in time");
        } else if (turn.stage instanceof Stage.Running stage
                && passed(turn, stage.confirmedAt().plus(turn.plan.deadlines().stall()))) {
            stalled(turn);
        } else if (turn.stage instanceof Stage.Holding stage && passed(turn, stage.deadline())) {
            Forming.again(turn, "the workers did not come to a stand in time");
        } else if (turn.stage instanceof Stage.Working stage) {
            overdueWork(turn, stage);
        }
    }

    private static void unanswered(Turn turn, Stage.Suspending stage) {
        if (!Forming.goBack(turn, stage)) {
            loseAll(turn, without(stage.generation(), stage.promises().keySet()), "gave no promise in time");
        }
    }

    private static void gathered(Turn turn, Stage.Gathering stage) {
        if (turn.reign.formed() && !turn.roster.available().isEmpty()) {
            Forming.goOnWithThosePresent(turn, stage);
        } else {
            Flow.fail(turn, missing(turn));
        }
    }

    private static String missing(Turn turn) {
        List<String> present = turn.roster.present();
        String absent = turn.roster.absent();
        return turn.plan.workers() + " workers are needed and " + present.size() + " came within "
                + turn.plan.deadlines().join().toSeconds() + " s; present: "
                + (present.isEmpty() ? "none" : String.join(", ", present))
                + (absent.isEmpty() ? "" : "; missing: " + absent)
                + "; start the missing ones or lower cluster.workers";
    }

    private static List<String> without(Generation generation, Set<String> answered) {
        return generation.workers().stream()
                .filter(worker -> !answered.contains(worker))
                .collect(Collectors.toList());
    }

    private static void loseAll(Turn turn, List<String> workers, String reason) {
        if (workers.isEmpty()) {
            Forming.again(turn, "the run directory did not answer in time");
        }
        workers.forEach(worker -> Admission.lose(turn, worker, reason));
    }

    private static void stalled(Turn turn) {
        Generation current = turn.generation.orElseThrow();
        long step = turn.standing() + 1;
        List<String> silent = without(current, turn.books.reports(step).keySet());
        Forming.again(
                turn,
                "step " + step + " of " + current.phase() + " was not reported by "
                        + String.join(", ", silent) + " for "
                        + turn.plan.deadlines().stall().toSeconds() + " s");
    }

    private static void overdueWork(Turn turn, Stage.Working stage) {
        Duration join = turn.plan.deadlines().join();
        if (stage.alone().filter(since -> passed(turn, since.plus(join))).isPresent()) {
            Flow.fail(
                    turn,
                    "no worker was there for " + join.toSeconds() + " s while "
                            + stage.job().name() + "; " + turn.roster.absent());
            return;
        }
        stage.job().given().forEach((worker, given) -> {
            if (passed(turn, given.deadline())) {
                Admission.lose(
                        turn, worker, "did not finish a unit of " + stage.job().name() + " in time");
            }
        });
    }

    private static void overdueSaves(Turn turn) {
        turn.books.saves().values().stream()
                .filter(attempt -> !attempt.publishing() && passed(turn, attempt.deadline()))
                .forEach(attempt -> Saving.abandon(turn, attempt.directory(), tardy(attempt)));
    }

    private static String tardy(SaveAttempt attempt) {
        return attempt.complete()
                ? "the rows before it did not become durable in time"
                : "no part came in time from " + String.join(", ", attempt.missing());
    }

    private static void repeat(Turn turn) {
        if (turn.now.isBefore(turn.reign.repeatAt())) {
            return;
        }
        turn.reign = turn.reign.repeating(turn.now.plus(turn.plan.deadlines().repeat()));
        Refusals.askAgain(turn);
        repeatForming(turn);
        turn.generation.ifPresent(current -> repeatStepping(turn, current));
        Warming.ask(turn);
        Draining.release(turn);
        Saving.tryAgain(turn);
        turn.books.saves().values().stream()
                .filter(attempt -> !attempt.publishing())
                .forEach(attempt -> turn.tell(
                        attempt.missing(),
                        Saving.order(turn, attempt.generation(), attempt.step(), attempt.attempt())));
        if (turn.stage instanceof Stage.Working stage && !stage.keeping()) {
            stage.job()
                    .given()
                    .forEach((worker, given) -> turn.tell(
                            worker,
                            new Order.Perform(
                                    turn.reign.term(), stage.job().units().get(given.index()))));
        }
    }

    private static void repeatForming(Turn turn) {
        if (turn.stage instanceof Stage.Suspending stage) {
            turn.tell(
                    without(stage.generation(), stage.promises().keySet()),
                    new Order.Suspend(turn.reign.term(), stage.generation().number()));
        } else if (turn.stage instanceof Stage.Preparing stage && stage.recorded()) {
            Forming.activate(
                    turn, stage, without(stage.generation(), stage.ready().keySet()));
        }
    }

    private static void repeatStepping(Turn turn, Generation current) {
        if (turn.stage instanceof Stage.Running stage) {
            Stepping.run(turn, current, stage.to());
        } else if (turn.stage instanceof Stage.Holding stage) {
            Order order = stage.to().isPresent()
                    ? Stepping.runningTo(turn, current, stage.to().getAsLong())
                    : Stepping.holding(turn, current);
            turn.tell(current.workers(), order);
        }
    }
}
