package org.pieria.actors.training;

import java.util.Optional;

/** What follows on what: from one thing done to the next thing to do, and to the end. */
final class Flow {

    private Flow() {}

    /** Goes on with whatever is to be done in the present state. */
    static void next(Turn turn) {
        boolean unsettled = turn.books.unsettled();
        turn.stage = new Stage.Resting(unsettled);
        if (unsettled) {
            return;
        }
        if (turn.wish.rests()) {
            comeToRest(turn);
        } else {
            turn.wish.goal().ifPresent(goal -> towards(turn, goal));
        }
    }

    /** Goes on with members that may be in the middle of their window: all but further steps waits until they stand. */
    static void goOn(Turn turn) {
        turn.wish
                .goal()
                .filter(goal -> !turn.wish.rests())
                .flatMap(goal -> new Agenda(turn.plan, turn.progress).next(goal))
                .filter(task -> task instanceof Task.Train train && stepsOn(turn, train))
                .ifPresentOrElse(task -> towards(turn, task), () -> Stepping.hold(turn));
    }

    private static void comeToRest(Turn turn) {
        if (turn.wish.rest() == Wish.Rest.STOP && turn.generation.isPresent()) {
            Generation formed = turn.generation.get();
            if (turn.standing() > turn.progress.saved(formed.phase())) {
                Saving.begin(turn, turn.standing());
            }
        }
    }

    private static void towards(Turn turn, Until goal) {
        Optional<Task> task = new Agenda(turn.plan, turn.progress).next(goal);
        task.ifPresentOrElse(next -> towards(turn, next), () -> reached(turn, goal));
    }

    private static void towards(Turn turn, Task task) {
        if (task instanceof Task.Train train) {
            train(turn, train);
        } else {
            Jobs.begin(turn, task);
        }
    }

    private static void reached(Turn turn, Until goal) {
        if (!turn.plan.isBeyond(turn.plan.until(), goal)) {
            end(turn, Outcome.FINISHED, "the run is finished at step " + goal.step() + " of " + goal.phase());
        }
    }

    private static void train(Turn turn, Task.Train train) {
        if (stepsOn(turn, train)) {
            Stepping.begin(turn, train.limit());
        } else if (!trains(turn, train)) {
            Forming.gather(turn, train.phase());
        } else if (turn.standing() >= train.limit()) {
            Saving.begin(turn, turn.standing());
        } else if (Draining.isDue(turn)) {
            Draining.part(turn);
        } else {
            Forming.grow(turn);
        }
    }

    /** Whether further steps are all there is to do: nobody leaves or waits to join, and no slices should move. */
    private static boolean stepsOn(Turn turn, Task.Train train) {
        return trains(turn, train)
                && turn.standing() < train.limit()
                && !Draining.isDue(turn)
                && !Forming.canGrow(turn)
                && !turn.pace.isDue(turn.plan.balancing());
    }

    /** Whether a generation stands for the phase. */
    private static boolean trains(Turn turn, Task.Train train) {
        return turn.generation
                .filter(generation -> generation.phase().equals(train.phase()))
                .isPresent();
    }

    static void fail(Turn turn, String reason) {
        end(turn, Outcome.FAILED, reason);
    }

    /** An overruled coordinator tells nobody anything: the workers belong to a newer one. */
    static void end(Turn turn, Outcome outcome, String reason) {
        boolean overruled = outcome == Outcome.OVERRULED;
        turn.stage = new Stage.Ended(outcome, reason, turn.now, overruled);
        if (overruled) {
            turn.effect(new Effect.End(outcome, reason));
        } else {
            turn.tell(turn.roster.present(), dismissal(turn, outcome, reason));
        }
    }

    static Order dismissal(Turn turn, Outcome outcome, String reason) {
        return new Order.Dismiss(turn.reign.term(), outcome == Outcome.FINISHED, reason);
    }
}
