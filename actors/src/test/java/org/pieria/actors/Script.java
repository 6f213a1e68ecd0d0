package org.pieria.actors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.TrainingDecision;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.training.TrainingState;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;

/** A run's state machine with a ledger that answers at once and a clock that is moved by hand. */
final class Script {

    final InMemoryLedger ledger;
    final List<Effect> effects = new ArrayList<>();
    private final LedgerDesk desk;
    private Instant now = Instant.EPOCH;
    private TrainingState state;

    Script(TrainingPlan plan) {
        this(plan, new InMemoryLedger());
    }

    /** A successor of whoever wrote that ledger. */
    Script(TrainingPlan plan, InMemoryLedger ledger) {
        this.ledger = ledger;
        this.desk = new LedgerDesk(ledger);
        state = TrainingState.initial(plan);
        happen(Event.Opened.INSTANCE);
    }

    /** Applies an event; effects are those since the last one applied from outside. */
    Script happen(Event event) {
        effects.clear();
        apply(event);
        return this;
    }

    private void apply(Event event) {
        TrainingDecision decision = state.apply(event, now);
        state = decision.state();
        effects.addAll(decision.effects());
        decision.effects().forEach(effect -> {
            if (effect instanceof Effect.Ask ask) {
                apply(desk.carryOut(ask.call()).toCompletableFuture().join());
            }
        });
    }

    Script passes(Duration time) {
        now = now.plus(time);
        return happen(Event.Tick.INSTANCE);
    }

    /** Time passes while the named workers keep giving signs of life. */
    Script passes(Duration time, String... alive) {
        for (long second = 0; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            for (String worker : alive) {
                apply(new Event.Joined(ArithmeticRunner.host(worker, Plans.CONTRACT), 0, Optional.empty()));
            }
            apply(Event.Tick.INSTANCE);
        }
        return this;
    }

    Script join(String worker) {
        return happen(new Event.Joined(ArithmeticRunner.host(worker, Plans.CONTRACT), 0, Optional.empty()));
    }

    Script report(String worker, Report report) {
        return happen(new Event.Reported(worker, report));
    }

    /** Workers a and b form the next generation of a phase at a step. */
    Script form(long generation, Standing standing) {
        for (String worker : List.of("a", "b")) {
            report(worker, new Report.Promise(1, generation, Optional.empty()));
        }
        for (String worker : List.of("a", "b")) {
            report(worker, new Report.Ready(generation, standing));
        }
        return this;
    }

    Script applied(String worker, long generation, long step, String digest) {
        StepResult result = new StepResult(step, digest, 1f / step, Map.of(), Map.of(), Optional.empty());
        return report(worker, new Report.Applied(generation, "vqgan-low", 2, result));
    }

    Script bothApplied(long generation, long step) {
        return applied("a", generation, step, "d" + step).applied("b", generation, step, "d" + step);
    }

    Script saved(String worker, long generation, int attempt, long step) {
        int rank = worker.equals("a") ? 0 : 1;
        return report(
                worker,
                new Report.Saved(generation, attempt, new SavedPart(step, "d" + step, rank, List.of(), Map.of())));
    }

    <T extends Order> List<T> told(String worker, Class<T> kind) {
        return of(Effect.Tell.class)
                .filter(tell -> tell.worker().equals(worker))
                .map(Effect.Tell::order)
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.toList());
    }

    <T extends RunEvent> List<T> emitted(Class<T> kind) {
        return of(Effect.Emit.class)
                .map(Effect.Emit::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.toList());
    }

    RunControl.Answer answer() {
        return of(Effect.Reply.class).map(Effect.Reply::answer).findFirst().orElseThrow();
    }

    List<JobUnit> dealt(String worker) {
        return told(worker, Order.Perform.class).stream()
                .map(Order.Perform::unit)
                .collect(Collectors.toList());
    }

    <T extends Effect> Stream<T> of(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast);
    }

    TrainingState state() {
        return state;
    }
}
