package org.pieria.actors.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.port.Standing;

/**
 * What is done when workers that should hold or compute the same bits do not. A minority is named and sent away; its process
 * may come back and takes the state from the others. Where there is no majority the newest checkpoint is replayed to that
 * step, and who told otherwise than the replay is sent away.
 */
final class Distrust {

    /** A third replay will not find what two did not. */
    private static final int MOST_REPLAYS = 3;

    private Distrust() {}

    /**
     * Whether all that was reported of a step agrees. If it does not, somebody was sent away or the step is being done again:
     * it must not be confirmed.
     */
    static boolean believes(Turn turn, String phase, long step) {
        Optional<Dispute> contradiction = Dispute.of(phase, step, turn.books.reports(step)).stream()
                .filter(told -> !Verdict.of(told.statements()).unanimous())
                .findFirst();
        contradiction.ifPresent(fresh -> {
            discard(turn, fresh);
            if (!decided(turn, fresh) && replayed(turn, fresh)) {
                Forming.again(turn, "there is no majority about " + fresh.subject());
            }
        });
        return contradiction.isEmpty();
    }

    /** Checkpoints of a state that is in dispute, or of one that came of it, must not become real. */
    private static void discard(Turn turn, Dispute fresh) {
        turn.books.saves().forEach((directory, attempt) -> {
            boolean tainted = attempt.step() >= fresh.step()
                    && attempt.generation().phase().equals(fresh.phase());
            if (tainted && !attempt.publishing()) {
                turn.books = turn.books.settle(directory);
            }
        });
    }

    /** Sends away whom a majority, or what was told before, convicts; false where nobody is. */
    private static boolean decided(Turn turn, Dispute fresh) {
        Dispute dispute = turn.suspicion.complete(fresh);
        Verdict verdict = Verdict.of(dispute.statements());
        if (verdict.truth().isEmpty()) {
            return false;
        }
        // A slice that one computed wrongly is in the sum that all applied.
        turn.suspicion = dispute.slice().isPresent() ? Suspicion.none().goingBack() : Suspicion.none();
        evict(turn, dispute, verdict, "most others");
        return true;
    }

    /** Notes what is to be decided by a replay; false where that was tried in vain, which fails the run. */
    private static boolean replayed(Turn turn, Dispute fresh) {
        Dispute dispute = turn.suspicion.complete(fresh);
        String words = "workers differ about " + dispute.subject() + ": "
                + Verdict.of(dispute.statements()).words();
        if (turn.suspicion.replays() >= MOST_REPLAYS) {
            Flow.fail(
                    turn,
                    words + "; " + MOST_REPLAYS + " replays did not decide it: look at the memory of these hosts");
            return false;
        }
        turn.suspicion = turn.suspicion.disputed(dispute);
        turn.warn(words + "; the newest checkpoint is replayed to find out who is right");
        return true;
    }

    /** A step was confirmed: if it is the one in dispute, who told otherwise is sent away. True where somebody was. */
    static boolean settles(Turn turn, String phase, long step, Map<String, Report.Applied> reports) {
        Dispute dispute = turn.suspicion.dispute().orElse(null);
        if (dispute == null || !dispute.phase().equals(phase) || step < dispute.step()) {
            return false;
        }
        turn.suspicion = Suspicion.none();
        Verdict verdict = Dispute.of(phase, step, reports).stream()
                .filter(dispute::sameMatter)
                .flatMap(agreed -> agreed.statements().values().stream())
                .findFirst()
                .map(truth -> Verdict.by(truth, dispute.statements()))
                .orElse(new Verdict(Optional.empty(), dispute.statements()));
        if (verdict.deviants().isEmpty()) {
            turn.warn("the replay did not tell who was wrong about " + dispute.subject());
        }
        return evict(turn, dispute, verdict, "the replay");
    }

    /** Whether members of a generation that is being formed hold equal states, or a checkpoint will make them equal. */
    static boolean standsFirm(Turn turn, Stage.Suspending stage) {
        if (turn.suspicion.goesBack()) {
            return true;
        }
        Dispute held = furthest(stage);
        if (Verdict.of(held.statements()).unanimous()) {
            return true;
        }
        discard(turn, held);
        return !decided(turn, held) && replayed(turn, held);
    }

    private static Dispute furthest(Stage.Suspending stage) {
        String phase = stage.generation().phase();
        Map<String, Standing> standings = new HashMap<>();
        stage.promises()
                .forEach((worker, promise) -> promise.standing()
                        .filter(standing -> standing.phase().equals(phase) && standing.step() > 0)
                        .filter(standing -> !standing.digest().isEmpty())
                        .ifPresent(standing -> standings.put(worker, standing)));
        long step = standings.values().stream().mapToLong(Standing::step).max().orElse(0);
        Map<String, String> digests = new HashMap<>();
        standings.forEach((worker, standing) -> {
            if (standing.step() == step) {
                digests.put(worker, standing.digest());
            }
        });
        return Dispute.ofStates(phase, step, digests);
    }

    /** Sends away members that prepared something else than the rest, or than is written; false where nobody can tell. */
    static boolean parts(Turn turn, Stage.Preparing stage, Map<String, Standing> ready) {
        Footing footing = stage.footing();
        Map<String, String> told = new HashMap<>();
        ready.forEach((worker, standing) -> told.put(worker, standing.step() + " " + standing.digest()));
        Verdict verdict = footing.digest()
                .map(digest -> Verdict.by(footing.step() + " " + digest, told))
                .orElseGet(() -> Verdict.of(told));
        Dispute dispute = Dispute.ofStates(stage.generation().phase(), footing.step(), told);
        return evict(turn, dispute, verdict, "the others");
    }

    private static boolean evict(Turn turn, Dispute dispute, Verdict verdict, String judge) {
        Map<String, String> reasons = new TreeMap<>();
        verdict.deviants()
                .forEach(worker -> reasons.put(
                        worker,
                        dispute.subject() + " has digest "
                                + dispute.statements().get(worker) + " with it, with " + judge + " "
                                + verdict.truth().orElse("another")));
        return evict(turn, reasons);
    }

    /** A worker found out by itself that it is not to be believed. */
    static void confessed(Turn turn, String worker, Report.Unfit report) {
        evict(turn, Map.of(worker, report.reason()));
    }

    /** Sends workers away, with a reason each; the rest goes on without them. */
    private static boolean evict(Turn turn, Map<String, String> reasons) {
        Map<String, String> present = new TreeMap<>(reasons);
        present.keySet().removeIf(worker -> !turn.roster.has(worker));
        List<String> needed = present.keySet().stream()
                .filter(worker -> Forming.needs(turn, worker))
                .toList();
        present.forEach((worker, reason) -> evict(turn, worker, reason));
        if (turn.stage instanceof Stage.Working) {
            present.keySet().forEach(worker -> Jobs.lost(turn, worker));
        }
        if (!needed.isEmpty()) {
            Forming.again(turn, String.join(", ", needed) + " cannot be believed");
        }
        return !needed.isEmpty();
    }

    private static void evict(Turn turn, String worker, String reason) {
        Enrolment enrolment = turn.roster.named(worker).orElseThrow();
        turn.roster = turn.roster.with(enrolment.evicted(reason));
        turn.books = turn.books.forgetting(worker);
        turn.tell(worker, new Order.Evict(turn.reign.term(), reason));
        turn.effect(new Effect.Warn(worker + " is evicted: " + reason));
        Admission.changed(turn, worker + " is evicted: " + reason);
    }

    /** The process that was sent away may have registered once more before it heard of it. Its successor is another one. */
    static boolean knows(Turn turn, Event.Joined event) {
        Optional<Enrolment> evicted = turn.roster
                .named(event.host().worker())
                .filter(enrolment -> enrolment.status() == Enrolment.Status.EVICTED
                        && enrolment.host().equals(event.host()));
        evicted.ifPresent(
                enrolment -> turn.tell(event.host().worker(), new Order.Evict(turn.reign.term(), enrolment.reason())));
        return evicted.isPresent();
    }
}
