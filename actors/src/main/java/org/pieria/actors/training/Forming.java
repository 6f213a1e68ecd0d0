package org.pieria.actors.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.Standing;

/** How a generation comes to be: gather, claim, suspend, record, activate; and what happens when one falls apart. */
final class Forming {

    /** So many generations in a row without a single step are no accident any more. */
    private static final int MOST_BARREN = 5;

    private Forming() {}

    static void gather(Turn turn, String phase) {
        List<String> present = turn.roster.present();
        if (present.size() >= turn.plan.workers()) {
            claim(turn, phase, present.subList(0, turn.plan.workers()));
        } else if (!(turn.stage instanceof Stage.Gathering)) {
            turn.stage = new Stage.Gathering(
                    phase, turn.now.plus(turn.plan.deadlines().join()));
        }
    }

    private static void claim(Turn turn, String phase, List<String> workers) {
        long generation = turn.reign.highest() + 1;
        turn.reign = turn.reign.knowing(generation);
        turn.stage = new Stage.Claiming(phase, generation, workers);
        turn.ask(new LedgerCall.Claim(turn.reign.term(), generation));
    }

    /** A claim that fails is final: whoever holds the number is newer. */
    static void claimed(Turn turn, Event.Claimed event) {
        if (!event.won()) {
            Flow.end(
                    turn,
                    Outcome.OVERRULED,
                    "generation " + event.generation() + " was claimed by a newer coordinator");
        } else if (turn.stage instanceof Stage.Claiming claiming && claiming.generation() == event.generation()) {
            suspend(turn, claiming);
        }
    }

    /** Who is not to be a member is suspended too: it may be one of the generation that ends. */
    private static void suspend(Turn turn, Stage.Claiming claiming) {
        Generation generation =
                new Generation(claiming.generation(), claiming.phase(), turn.roster.members(claiming.workers()), 0);
        Instant deadline = turn.now.plus(turn.plan.deadlines().answer());
        turn.stage = new Stage.Suspending(generation, Map.of(), Optional.empty(), deadline);
        turn.tell(turn.roster.present(), new Order.Suspend(turn.reign.term(), generation.number()));
        turn.ask(new LedgerCall.Locate(generation.number(), generation.phase()));
    }

    static void promised(Turn turn, String worker, Report.Promise promise) {
        if (turn.stage instanceof Stage.Suspending stage
                && stage.generation().number() == promise.generation()
                && stage.generation().has(worker)) {
            suspending(
                    turn,
                    new Stage.Suspending(
                            stage.generation(),
                            Lists.plus(stage.promises(), worker, promise),
                            stage.origin(),
                            stage.deadline()));
        }
    }

    static void located(Turn turn, Event.Located event) {
        if (turn.stage instanceof Stage.Suspending stage && stage.generation().number() == event.generation()) {
            turn.progress = turn.progress.located(stage.generation().phase(), event.checkpoint());
            Optional<Stage.Origin> origin = Optional.of(new Stage.Origin(event.checkpoint()));
            suspending(turn, new Stage.Suspending(stage.generation(), stage.promises(), origin, stage.deadline()));
        }
    }

    private static void suspending(Turn turn, Stage.Suspending stage) {
        turn.stage = stage;
        Generation generation = stage.generation();
        if (stage.origin().isPresent()
                && stage.promises().size() == generation.members().size()) {
            Instant deadline = turn.now.plus(turn.plan.deadlines().join());
            turn.stage = new Stage.Preparing(generation, stage.origin().get(), Map.of(), false, deadline);
            turn.ask(new LedgerCall.Activate(
                    turn.reign.term(), generation.number(), generation.phase(), generation.members()));
        }
    }

    static void recorded(Turn turn, Event.Recorded event) {
        if (turn.stage instanceof Stage.Preparing stage && stage.generation().number() == event.generation()) {
            turn.stage = new Stage.Preparing(stage.generation(), stage.origin(), stage.ready(), true, stage.deadline());
            activate(turn, stage, stage.generation().workers());
        }
    }

    static void activate(Turn turn, Stage.Preparing stage, List<String> workers) {
        Generation generation = stage.generation();
        Agenda agenda = new Agenda(turn.plan, turn.progress);
        boolean tokens = turn.plan.phase(generation.phase()).readsTokens();
        for (String worker : workers) {
            Assignment assignment = new Assignment(
                    generation.phase(),
                    generation.number(),
                    generation.rank(worker),
                    generation.members(),
                    stage.origin().checkpoint().map(CheckpointRef::path),
                    agenda.finishedBefore(generation.phase()),
                    tokens ? Optional.of(Records.TOKENS_PATH) : Optional.empty());
            turn.tell(worker, new Order.Activate(turn.reign.term(), assignment));
        }
    }

    static void ready(Turn turn, String worker, Report.Ready report) {
        if (turn.stage instanceof Stage.Preparing stage
                && stage.generation().number() == report.generation()
                && stage.generation().has(worker)) {
            Map<String, Standing> ready = Lists.plus(stage.ready(), worker, report.standing());
            turn.stage =
                    new Stage.Preparing(stage.generation(), stage.origin(), ready, stage.recorded(), stage.deadline());
            if (ready.size() == stage.generation().members().size()) {
                form(turn, stage, ready);
            }
        }
    }

    private static void form(Turn turn, Stage.Preparing stage, Map<String, Standing> ready) {
        Generation generation = stage.generation();
        Standing standing = ready.values().iterator().next();
        Optional<String> contradiction = contradiction(stage, ready);
        if (contradiction.isPresent()) {
            Flow.fail(turn, contradiction.get());
            return;
        }
        turn.generation = Optional.of(generation);
        turn.progress(generation.phase(), turn.phase(generation.phase()).standing(standing.step(), standing.digest()));
        turn.books = turn.books.standingAt(standing.step());
        Admission.changed(
                turn,
                "generation " + generation.number() + " stands at step " + standing.step() + " of "
                        + generation.phase());
        Flow.next(turn);
    }

    private static Optional<String> contradiction(Stage.Preparing stage, Map<String, Standing> ready) {
        Generation generation = stage.generation();
        long step = stage.origin().checkpoint().map(CheckpointRef::step).orElse(0L);
        boolean equal = ready.values().stream().distinct().count() == 1;
        boolean right = ready.values().stream()
                .allMatch(
                        standing -> standing.step() == step && standing.phase().equals(generation.phase()));
        boolean same = stage.origin()
                .checkpoint()
                .map(origin -> ready.values().stream()
                        .allMatch(standing -> standing.digest().equals(origin.digest())))
                .orElse(true);
        if (equal && right && same) {
            return Optional.empty();
        }
        return Optional.of("workers that should stand at step " + step + " of " + generation.phase()
                + stage.origin()
                        .checkpoint()
                        .map(origin -> " with digest " + origin.digest())
                        .orElse("")
                + " stand elsewhere: " + standings(ready));
    }

    private static String standings(Map<String, Standing> ready) {
        return Lists.sorted(ready).entrySet().stream()
                .map(entry -> entry.getKey() + " at step " + entry.getValue().step() + " of "
                        + entry.getValue().phase() + " with digest "
                        + entry.getValue().digest())
                .collect(Collectors.joining(", "));
    }

    /** Whether the generation that exists, or the one being formed, cannot do without a worker. */
    static boolean needs(Turn turn, String worker) {
        if (turn.stage instanceof Stage.Claiming claiming) {
            return claiming.workers().contains(worker);
        }
        Optional<Generation> forming = forming(turn.stage);
        return forming.or(() -> turn.generation)
                .filter(generation -> generation.has(worker))
                .isPresent();
    }

    private static Optional<Generation> forming(Stage stage) {
        if (stage instanceof Stage.Suspending suspending) {
            return Optional.of(suspending.generation());
        }
        return stage instanceof Stage.Preparing preparing ? Optional.of(preparing.generation()) : Optional.empty();
    }

    /** The number of the generation that exists or is being formed. */
    static OptionalLong number(Turn turn) {
        return forming(turn.stage).or(() -> turn.generation).stream()
                .mapToLong(Generation::number)
                .findFirst();
    }

    /** Gives up the generation that exists or is being formed; the next one begins at the newest checkpoint. */
    static void again(Turn turn, String reason) {
        turn.generation = Optional.empty();
        if (turn.stage instanceof Stage.Working || turn.stage instanceof Stage.Resting) {
            return;
        }
        turn.reign = turn.reign.barren(turn.reign.barren() + 1);
        if (turn.reign.barren() > MOST_BARREN) {
            Flow.fail(turn, MOST_BARREN + " generations in a row ended without a step; the last one because " + reason);
        } else {
            turn.effect(new Effect.Warn("the generation is formed anew: " + reason));
            Flow.next(turn);
        }
    }
}
