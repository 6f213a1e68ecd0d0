package org.pieria.actors.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.Standing;

/** How a generation comes to be: gather, claim, suspend, record, activate; and what happens when one falls apart. */
final class Forming {

    /** So many generations in a row without a single step are no accident any more. */
    private static final int MOST_BARREN = 10;

    private Forming() {}

    static void gather(Turn turn, String phase) {
        List<String> present = turn.roster.available();
        if (present.size() >= turn.plan.workers()) {
            claim(turn, phase, present.subList(0, turn.plan.workers()));
        } else if (!(turn.stage instanceof Stage.Gathering)) {
            turn.stage = new Stage.Gathering(
                    phase, turn.now.plus(turn.plan.deadlines().join()));
        }
    }

    /** Whether the generation has fewer members than it should and somebody is there to join it. */
    static boolean canGrow(Turn turn) {
        return turn.generation
                .filter(current ->
                        grown(turn, current).size() > current.members().size())
                .isPresent();
    }

    /** Forms the next generation of the members and those who wait to join; all members stand at one step. */
    static void grow(Turn turn) {
        Generation current = turn.generation.orElseThrow();
        claim(turn, current.phase(), grown(turn, current));
    }

    private static List<String> grown(Turn turn, Generation current) {
        return filledUp(turn, current.phase(), current.workers());
    }

    /** The workers, and warm spares up to the number that is planned. */
    static List<String> filledUp(Turn turn, String phase, List<String> workers) {
        return Stream.concat(workers.stream(), Warming.spares(turn, phase, workers).stream())
                .limit(Math.max(turn.plan.workers(), workers.size()))
                .collect(Collectors.toList());
    }

    /** Some did not come in time: who is there goes on with a run that has stood before. */
    static void goOnWithThosePresent(Turn turn, Stage.Gathering stage) {
        claim(turn, stage.phase(), turn.roster.available());
    }

    /** From now on no older generation is waited for: its members are about to promise not to serve it. */
    static void claim(Turn turn, String phase, List<String> workers) {
        turn.generation = Optional.empty();
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
                Generation.of(claiming.generation(), claiming.phase(), turn.roster.members(claiming.workers()));
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
                            stage.disk(),
                            stage.deadline()));
        }
    }

    static void located(Turn turn, Event.Located event) {
        if (turn.stage instanceof Stage.Suspending stage && stage.generation().number() == event.generation()) {
            turn.progress = turn.progress.located(stage.generation().phase(), event.checkpoint());
            Optional<Stage.Disk> disk = Optional.of(new Stage.Disk(event.checkpoint()));
            suspending(turn, new Stage.Suspending(stage.generation(), stage.promises(), disk, stage.deadline()));
        }
    }

    private static void suspending(Turn turn, Stage.Suspending stage) {
        turn.stage = stage;
        if (answered(stage) && Distrust.standsFirm(turn, stage)) {
            Footing footing = footing(turn, stage);
            if (!footing.goesOn() || accounted(turn, stage.generation(), footing.step())) {
                prepare(turn, stage.generation(), footing);
            }
        }
    }

    private static Footing footing(Turn turn, Stage.Suspending stage) {
        Optional<CheckpointRef> checkpoint = stage.disk().orElseThrow().checkpoint();
        return turn.suspicion.goesBack()
                ? Footing.onDisk(checkpoint)
                : Footing.of(stage.generation(), checkpoint, stage.promises());
    }

    private static boolean answered(Stage.Suspending stage) {
        return stage.disk().isPresent()
                && stage.promises().size() == stage.generation().members().size();
    }

    /** Every step must have its row, and only who applied it can tell of it: so it is told before it is built upon. */
    private static boolean accounted(Turn turn, Generation generation, long standing) {
        return turn.books.coversUpTo(turn.phase(generation.phase()).step(), standing, generation.workers());
    }

    /** A survivor told of a step that it applied before. */
    static void told(Turn turn) {
        if (turn.stage instanceof Stage.Suspending stage) {
            suspending(turn, stage);
        }
    }

    /** All promised, but nobody is left who could tell of every step: those after the checkpoint are done again. */
    static boolean goBack(Turn turn, Stage.Suspending stage) {
        boolean answered = answered(stage);
        if (answered) {
            turn.warn("nobody can tell of every step since the newest checkpoint; they are done again");
            prepare(
                    turn,
                    stage.generation(),
                    Footing.onDisk(stage.disk().orElseThrow().checkpoint()));
        }
        return answered;
    }

    private static void prepare(Turn turn, Generation generation, Footing footing) {
        Instant deadline = turn.now.plus(turn.plan.deadlines().join());
        List<Integer> shares = turn.pace.shares(generation.workers(), turn.plan.balancing());
        turn.pace = turn.pace.rebalanced();
        turn.stage = new Stage.Preparing(
                generation.beginningAt(footing.step()).sharing(shares), footing, Map.of(), false, deadline);
        turn.ask(new LedgerCall.Activate(
                turn.reign.term(), generation.number(), generation.phase(), generation.members()));
    }

    static void recorded(Turn turn, Event.Recorded event) {
        if (turn.stage instanceof Stage.Preparing stage && stage.generation().number() == event.generation()) {
            turn.stage =
                    new Stage.Preparing(stage.generation(), stage.footing(), stage.ready(), true, stage.deadline());
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
                    stage.footing().origin(),
                    agenda.finishedBefore(generation.phase()),
                    tokens ? Optional.of(Records.TOKENS_PATH) : Optional.empty(),
                    generation.shares());
            turn.tell(worker, new Order.Activate(turn.reign.term(), assignment));
        }
    }

    static void ready(Turn turn, String worker, Report.Ready report) {
        if (turn.stage instanceof Stage.Preparing stage
                && stage.generation().number() == report.generation()
                && stage.generation().has(worker)) {
            Map<String, Standing> ready = Lists.plus(stage.ready(), worker, report.standing());
            Warming.note(turn, worker, stage.generation().phase());
            turn.stage =
                    new Stage.Preparing(stage.generation(), stage.footing(), ready, stage.recorded(), stage.deadline());
            if (ready.size() == stage.generation().members().size()) {
                form(turn, stage, ready);
            }
        }
    }

    private static void form(Turn turn, Stage.Preparing stage, Map<String, Standing> ready) {
        Generation generation = stage.generation();
        Optional<String> contradiction = contradiction(stage, ready);
        if (contradiction.isPresent()) {
            if (!Distrust.parts(turn, stage, ready)) {
                Flow.fail(turn, contradiction.get());
            }
            return;
        }
        turn.generation = Optional.of(generation);
        turn.reign = turn.reign.standing();
        Admission.changed(
                turn,
                "generation " + generation.number() + " stands at step " + generation.from() + " of "
                        + generation.phase());
        stand(turn, stage, ready.values().iterator().next());
        if (turn.stage instanceof Stage.Preparing) {
            Flow.next(turn);
        }
        Warming.ask(turn);
        Draining.release(turn);
    }

    /**
     * Members that go on have reported, or will again, what they did before; all else begins to count here. So does a
     * state in memory that lies behind the recorded steps: those were done before everything was lost.
     */
    private static void stand(Turn turn, Stage.Preparing stage, Standing standing) {
        String phase = stage.generation().phase();
        if (stage.footing().goesOn() && standing.step() >= turn.phase(phase).step()) {
            Stepping.catchUp(turn, stage.generation());
        } else {
            turn.progress(phase, turn.phase(phase).standing(standing.step(), standing.digest()));
            turn.books = turn.books.standingAt(standing.step());
            turn.suspicion = turn.suspicion.wentBack();
        }
    }

    private static Optional<String> contradiction(Stage.Preparing stage, Map<String, Standing> ready) {
        String phase = stage.generation().phase();
        Footing footing = stage.footing();
        boolean equal = ready.values().stream().distinct().count() == 1;
        boolean right = ready.values().stream()
                .allMatch(standing ->
                        standing.step() == footing.step() && standing.phase().equals(phase));
        boolean same = footing.digest()
                .map(digest -> ready.values().stream()
                        .allMatch(standing -> standing.digest().equals(digest)))
                .orElse(true);
        if (equal && right && same) {
            return Optional.empty();
        }
        return Optional.of("workers that should stand at step " + footing.step() + " of " + phase
                + footing.digest().map(digest -> " with digest " + digest).orElse("") + " stand elsewhere: "
                + standings(ready));
    }

    private static String standings(Map<String, Standing> ready) {
        return ready.entrySet().stream()
                .map(entry -> entry.getKey() + " at step " + entry.getValue().step() + " of "
                        + entry.getValue().phase() + " with digest "
                        + entry.getValue().digest())
                .collect(Collectors.joining(", "));
    }

    /** Whether the generation that exists, or the one being formed, cannot do without a worker. */
    static boolean needs(Turn turn, String worker) {
        return party(turn).filter(party -> party.workers().contains(worker)).isPresent();
    }

    /** Those who step together, or are about to. */
    record Party(String phase, List<String> workers) {

        private Party without(String worker) {
            return new Party(
                    phase, workers.stream().filter(each -> !each.equals(worker)).collect(Collectors.toList()));
        }

        private static Party of(Generation generation) {
            return new Party(generation.phase(), generation.workers());
        }
    }

    /** The members of the generation that exists or is being formed. */
    static Optional<Party> party(Turn turn) {
        if (turn.stage instanceof Stage.Claiming claiming) {
            return Optional.of(new Party(claiming.phase(), claiming.workers()));
        }
        if (turn.stage instanceof Stage.Adopting adopting) {
            return Optional.of(new Party(adopting.phase(), adopting.workers()));
        }
        return forming(turn.stage).or(() -> turn.generation).map(Party::of);
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

    /**
     * Gives up the generation that exists or is being formed. Those of its members that are left form the next one at once
     * and go on from what they hold, with spares that are warm in place of the lost. Where nobody is left, or none ever
     * stood, all that belong to it are waited for.
     */
    static void again(Turn turn, String reason) {
        again(turn, party(turn), reason);
    }

    /** As {@link #again}, but the worker has to warm up anew before it may try again, unless it is the last. */
    static void againWithout(Turn turn, String worker, String reason) {
        Warming.note(turn, worker, "");
        Optional<Party> others = party(turn)
                .map(party -> party.without(worker))
                .filter(party -> !survivors(turn, party).isEmpty());
        again(turn, others.or(() -> party(turn)), reason);
    }

    private static void again(Turn turn, Optional<Party> ended, String reason) {
        turn.generation = Optional.empty();
        if (turn.stage instanceof Stage.Working || turn.stage instanceof Stage.Resting) {
            return;
        }
        turn.reign = turn.reign.barren(turn.reign.barren() + 1);
        if (turn.reign.barren() > MOST_BARREN) {
            Flow.fail(turn, MOST_BARREN + " generations in a row ended without a step; the last one because " + reason);
            return;
        }
        turn.effect(new Effect.Warn("the generation is formed anew: " + reason));
        ended.map(party -> new Party(party.phase(), survivors(turn, party)))
                .filter(party -> turn.reign.formed() && !party.workers().isEmpty())
                .ifPresentOrElse(
                        party -> claim(turn, party.phase(), filledUp(turn, party.phase(), party.workers())),
                        () -> Flow.next(turn));
    }

    private static List<String> survivors(Turn turn, Party party) {
        return party.workers().stream().filter(turn.roster::has).collect(Collectors.toList());
    }
}
