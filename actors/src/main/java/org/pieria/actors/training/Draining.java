package org.pieria.actors.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pieria.actors.view.RunControl;

/**
 * Workers leave well: all members come to stand at one step, a generation without the leaving ones goes on from there, and
 * only then are they let go. No step is computed twice. The last one leaves a checkpoint.
 */
final class Draining {

    private Draining() {}

    /** Somebody wants a worker to leave. */
    static void asked(Turn turn, Event.DrainAsked event) {
        if (turn.roster.has(event.worker())) {
            drain(turn, event.worker(), event.reason());
            reply(turn, true, event.worker() + " leaves as soon as the others have taken over");
        } else {
            reply(turn, false, "no worker " + event.worker() + " is there; present: " + present(turn));
        }
    }

    private static String present(Turn turn) {
        return turn.roster.present().isEmpty() ? "none" : String.join(", ", turn.roster.present());
    }

    private static void reply(Turn turn, boolean accepted, String message) {
        turn.effect(new Effect.Reply(new RunControl.Answer(accepted, message)));
    }

    /** A worker wants to leave, and with it all that can only leave together. */
    static void drain(Turn turn, String worker, String reason) {
        if (!turn.roster.isDraining(worker)) {
            turn.roster.unit(worker).forEach(each -> leave(turn, each, reason));
            release(turn);
        }
    }

    private static void leave(Turn turn, String worker, String reason) {
        turn.roster = turn.roster.with(turn.roster.named(worker).orElseThrow().drained(reason));
        Admission.changed(turn, worker + " is to leave: " + reason);
        if (turn.stage instanceof Stage.Working) {
            Jobs.lost(turn, worker);
        } else if (turn.stage instanceof Stage.Running && Forming.needs(turn, worker)) {
            Stepping.hold(turn);
        }
    }

    /** Whether a member of the standing generation is to leave. */
    static boolean isDue(Turn turn) {
        return turn.generation
                .filter(current -> current.workers().stream().anyMatch(turn.roster::isDraining))
                .isPresent();
    }

    /** All members stand at one step. */
    static void part(Turn turn) {
        Generation current = turn.generation.orElseThrow();
        List<String> staying = current.workers().stream()
                .filter(worker -> !turn.roster.isDraining(worker))
                .collect(Collectors.toList());
        List<String> next = Forming.filledUp(turn, current.phase(), staying);
        if (next.isEmpty()) {
            partFromTheLast(turn, current);
        } else {
            turn.generation = Optional.empty();
            Forming.claim(turn, current.phase(), staying.isEmpty() ? handingOver(current, next) : next);
        }
    }

    /** Nobody stays who holds the state: those who come take it from those who leave. */
    private static List<String> handingOver(Generation current, List<String> next) {
        return Stream.concat(current.workers().stream(), next.stream()).collect(Collectors.toList());
    }

    private static void partFromTheLast(Turn turn, Generation current) {
        if (turn.standing() > turn.progress.saved(current.phase())) {
            Saving.begin(turn, turn.standing());
        } else {
            turn.generation = Optional.empty();
            Flow.next(turn);
            release(turn);
        }
    }

    /** Lets those go that are needed no more. */
    static void release(Turn turn) {
        turn.roster.draining().stream()
                .filter(worker -> isSpared(turn, worker))
                .forEach(worker -> turn.tell(worker, new Order.Dismiss(turn.reign.term(), true, reason(turn, worker))));
    }

    /** While a generation forms, one that left the last may still have to hand over what it holds. */
    private static boolean isSpared(Turn turn, String worker) {
        boolean forming = turn.stage instanceof Stage.Claiming
                || turn.stage instanceof Stage.Suspending
                || turn.stage instanceof Stage.Preparing
                || turn.stage instanceof Stage.Adopting;
        return !forming && !Forming.needs(turn, worker);
    }

    private static String reason(Turn turn, String worker) {
        return turn.roster.named(worker).map(Enrolment::reason).orElse("");
    }
}
