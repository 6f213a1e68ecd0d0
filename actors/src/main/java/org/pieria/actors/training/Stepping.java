package org.pieria.actors.training;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.RunEvent;

/** Windows are granted, steps are reported and confirmed, and a moving generation is brought to a stand. */
final class Stepping {

    /** Steps granted before it is known how long one takes. */
    private static final long FIRST_WINDOW = 4;

    private static final long SMALLEST_WINDOW = 2;

    private Stepping() {}

    static void begin(Turn turn, long limit) {
        long standing = turn.standing();
        long to = Math.min(limit, Math.max(standing + span(turn), formed(turn).granted()));
        turn.stage = new Stage.Running(limit, standing, to, turn.now);
        grant(turn, to);
    }

    private static long span(Turn turn) {
        double seconds = turn.phase(formed(turn).phase()).stepSeconds();
        if (seconds <= 0) {
            return FIRST_WINDOW;
        }
        double window = PhaseProgress.seconds(turn.plan.deadlines().window());
        return Math.max(SMALLEST_WINDOW, (long) Math.ceil(window / seconds));
    }

    private static void grant(Turn turn, long to) {
        Generation granted = formed(turn).granting(to);
        turn.generation = Optional.of(granted);
        run(turn, granted, to);
    }

    static void run(Turn turn, Generation granted, long to) {
        Cadence cadence = turn.plan.cadence(granted.phase());
        turn.tell(granted.workers(), new Order.Run(turn.reign.term(), granted.number(), granted.grant(), to, cadence));
    }

    private static Generation formed(Turn turn) {
        return turn.generation.orElseThrow();
    }

    static void applied(Turn turn, String worker, Report.Applied report) {
        if (report.result().step() <= confirmed(turn, report.phase()) || !counts(turn, worker, report)) {
            return;
        }
        Enrolment enrolment = turn.roster.named(worker).orElseThrow();
        turn.roster = turn.roster.with(
                enrolment.stepped(report.result().step(), report.result().seconds()));
        turn.books = turn.books.reported(worker, report);
        turn.generation.ifPresentOrElse(current -> confirm(turn, current), () -> told(turn));
    }

    private static void told(Turn turn) {
        Forming.told(turn);
        Adoption.told(turn);
    }

    private static long confirmed(Turn turn, String phase) {
        return turn.progress.phase(phase).step();
    }

    /**
     * A step of this generation counts; one of an older generation counts where this one goes on from beyond it. While a
     * generation is being formed nobody knows yet, so what its members did before is noted.
     */
    private static boolean counts(Turn turn, String worker, Report.Applied report) {
        if (turn.generation.isEmpty()) {
            return Forming.party(turn)
                    .filter(party -> party.phase().equals(report.phase())
                            && party.workers().contains(worker))
                    .isPresent();
        }
        Generation current = turn.generation.get();
        boolean own = report.generation() == current.number();
        boolean inherited =
                report.generation() < current.number() && report.result().step() <= current.from();
        return current.phase().equals(report.phase()) && current.has(worker) && (own || inherited);
    }

    /** A generation goes on: what its members reported of the steps up to its beginning is all there is to hear of them. */
    static void catchUp(Turn turn, Generation generation) {
        turn.books = turn.books.goingOn(generation.workers(), generation.from());
        if (!turn.books.unsettled()) {
            turn.books = turn.books.durableUpTo(confirmed(turn, generation.phase()));
        }
        confirm(turn, generation);
    }

    /** Confirms, in order, every step that all members reported. */
    static void confirm(Turn turn, Generation current) {
        long step = confirmed(turn, current.phase()) + 1;
        while (complete(turn, current, step)) {
            if (!Distrust.believes(turn, current.phase(), step)) {
                return;
            }
            Map<String, Report.Applied> reports = turn.books.reports(step);
            confirm(turn, current, reports);
            if (Distrust.settles(turn, current.phase(), step, reports)) {
                return;
            }
            step++;
        }
        follow(turn);
    }

    /** All members stand at the state from which they began, so one of them can tell of the steps before it for all. */
    private static boolean complete(Turn turn, Generation current, long step) {
        int reports = turn.books.reports(step).size();
        return step <= current.from()
                ? reports > 0
                : reports == current.members().size();
    }

    private static void confirm(Turn turn, Generation current, Map<String, Report.Applied> reports) {
        Report.Applied told = ofFirstRank(current, reports);
        StepResult first = told.result();
        StepRow row = new StepRow(
                current.phase(), first.step(), told.generation(), told.workers(), first.loss(), first.digest());
        turn.books = turn.books.confirmed(row);
        turn.reign = turn.reign.barren(0);
        turn.progress(
                current.phase(),
                turn.phase(current.phase()).confirmed(first.step(), first.digest(), first.loss(), took(turn)));
        show(turn, current, first);
        aggregate(turn, current, reports);
        if (first.step() > current.from()) {
            turn.pace = turn.pace.after(current, reports, turn.plan.balancing());
        }
        if (first.skipped()) {
            turn.warn("step " + first.step() + " of " + current.phase()
                    + " was skipped: its loss or a gradient is not finite");
        }
        if (first.step() > current.from() && turn.plan.cadence(current.phase()).saves(first.step())) {
            Saving.open(turn, current, first.step(), 1);
        }
        if (turn.books.refused().isEmpty()) {
            append(turn);
        }
    }

    private static Report.Applied ofFirstRank(Generation current, Map<String, Report.Applied> reports) {
        return current.workers().stream()
                .flatMap(worker -> Optional.ofNullable(reports.get(worker)).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Duration> took(Turn turn) {
        if (turn.stage instanceof Stage.Running running) {
            turn.stage = new Stage.Running(running.limit(), running.from(), running.to(), turn.now);
            return Optional.of(Duration.between(running.confirmedAt(), turn.now));
        }
        return Optional.empty();
    }

    private static void show(Turn turn, Generation current, StepResult result) {
        PhasePlan plan = turn.plan.phase(current.phase());
        PhaseProgress progress = turn.phase(current.phase());
        turn.emit((id, at) -> new RunEvent.StepApplied(
                id,
                at,
                plan.name(),
                result.step(),
                plan.steps(),
                current.members().size(),
                result.loss(),
                Portrait.imagesPerSecond(plan, progress),
                Portrait.secondsLeft(plan, progress),
                result.metrics()));
    }

    /** The optimizer's report is a pure function of the state, so all must agree on it. */
    private static void aggregate(Turn turn, Generation current, Map<String, Report.Applied> reports) {
        StepResult first = ofFirstRank(current, reports).result();
        Optional<OptimizerReport> report = first.optimizer();
        if (report.isPresent()) {
            boolean agree = reports.values().stream()
                            .map(told -> told.result().optimizer())
                            .distinct()
                            .count()
                    == 1;
            Map<String, String> digests = reports.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().result().digest()));
            turn.progress = turn.progress.with(new OptimizerView(
                    current.phase(), first.step(), digests, agree, report.get().tensors()));
            if (!agree) {
                turn.warn("workers disagree on the optimizer's report of step " + first.step());
            }
        }
    }

    static void append(Turn turn) {
        if (turn.books.appending().isEmpty() && !turn.books.rows().isEmpty()) {
            turn.books = turn.books.append();
            turn.ask(new LedgerCall.Append(turn.books.appending()));
        }
    }

    static void appended(Turn turn) {
        turn.books = turn.books.appended();
        append(turn);
        Saving.publishDue(turn);
        if (turn.stage instanceof Stage.Resting resting && resting.settling() && !turn.books.unsettled()) {
            Flow.next(turn);
        }
    }

    /** What the newly confirmed steps mean for the window or the hold. */
    private static void follow(Turn turn) {
        long standing = turn.standing();
        if (turn.stage instanceof Stage.Running running) {
            if (standing >= running.limit()) {
                Flow.next(turn);
            } else if (turn.pace.isDue(turn.plan.balancing())) {
                turn.effect(new Effect.Warn("another split of the slices would be faster: seconds of one slice are "
                        + new TreeMap<>(turn.pace.perSlice())));
                hold(turn);
            } else if (2 * (standing - running.from()) >= running.to() - running.from()) {
                extend(turn, running, standing);
            }
        } else if (turn.stage instanceof Stage.Holding holding
                && holding.to().isPresent()
                && standing >= holding.to().getAsLong()) {
            Flow.next(turn);
        }
    }

    private static void extend(Turn turn, Stage.Running running, long standing) {
        long to = Math.min(running.limit(), standing + span(turn));
        if (to > running.to()) {
            turn.stage = new Stage.Running(running.limit(), standing, to, running.confirmedAt());
            grant(turn, to);
        }
    }

    /** Asks a running generation to come to a stand. */
    static void hold(Turn turn) {
        Generation granted = formed(turn).ordering();
        turn.generation = Optional.of(granted);
        Instant deadline = turn.now.plus(turn.plan.deadlines().answer());
        turn.stage = new Stage.Holding(Map.of(), OptionalLong.empty(), deadline);
        turn.tell(granted.workers(), holding(turn, granted));
    }

    static Order holding(Turn turn, Generation granted) {
        return new Order.Hold(turn.reign.term(), granted.number(), granted.grant());
    }

    static Order runningTo(Turn turn, Generation granted, long to) {
        return new Order.RunTo(turn.reign.term(), granted.number(), granted.grant(), to);
    }

    static void held(Turn turn, String worker, Report.Held report) {
        Generation current = turn.generation.orElse(null);
        if (current != null
                && current.number() == report.generation()
                && current.grant() == report.grant()
                && current.has(worker)
                && turn.stage instanceof Stage.Holding holding
                && holding.to().isEmpty()) {
            Map<String, Long> answers = Lists.plus(holding.answers(), worker, report.contributed());
            turn.stage = new Stage.Holding(answers, OptionalLong.empty(), holding.deadline());
            if (answers.size() == current.members().size()) {
                runTo(turn, current, answers.values());
            }
        }
    }

    /** A step that one rank has contributed to can be finished by all, and none beyond it was begun. */
    private static void runTo(Turn turn, Generation current, Collection<Long> contributed) {
        long to = contributed.stream().mapToLong(Long::longValue).max().orElseThrow();
        Generation granted = current.granting(to);
        turn.generation = Optional.of(granted);
        Instant deadline = turn.now.plus(turn.plan.deadlines().stall());
        turn.stage = new Stage.Holding(Map.of(), OptionalLong.of(to), deadline);
        turn.tell(granted.workers(), runningTo(turn, granted, to));
        follow(turn);
    }
}
