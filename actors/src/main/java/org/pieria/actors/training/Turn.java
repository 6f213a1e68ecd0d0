package org.pieria.actors.training;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

/** One event being applied to a run's state; lives for that event only. */
final class Turn {

    private static final Cases<Event, Turn> EVENTS = Cases.<Event, Turn>of(Event.class)
            .on(Event.Opened.class, (turn, event) -> turn.ask(LedgerCall.TakeTerm.INSTANCE))
            .on(Event.Tick.class, (turn, event) -> Vigil.tick(turn))
            .on(Event.Joined.class, Admission::joined)
            .on(Event.Lost.class, Admission::lost)
            .on(Event.Reported.class, (turn, event) -> Reports.hear(turn, event.worker(), event.report()))
            .on(Event.TermTaken.class, Founding::termTaken)
            .on(Event.LedgerRead.class, Founding::ledgerRead)
            .on(Event.Claimed.class, Forming::claimed)
            .on(Event.Located.class, Forming::located)
            .on(Event.Recorded.class, Forming::recorded)
            .on(Event.Appended.class, (turn, event) -> Stepping.appended(turn))
            .on(Event.LedgerRefused.class, Refusals::heard)
            .on(Event.Published.class, Saving::published)
            .on(Event.PublishFailed.class, (turn, event) -> Saving.abandon(turn, event.directory(), event.reason()))
            .on(Event.Kept.class, Jobs::kept)
            .on(
                    Event.Overruled.class,
                    (turn, event) ->
                            Flow.end(turn, Outcome.OVERRULED, event.deed() + " was refused: a newer one exists"))
            .on(Event.LedgerFailed.class, (turn, event) -> Flow.fail(turn, event.deed() + " failed: " + event.reason()))
            .on(Event.StartAsked.class, (turn, event) -> Steering.start(turn, event.phase()))
            .on(Event.PauseAsked.class, (turn, event) -> Steering.rest(turn, event.phase(), Wish.Rest.PAUSE))
            .on(Event.DrainAsked.class, Draining::asked)
            .on(Event.StopAsked.class, (turn, event) -> Steering.rest(turn, event.phase(), Wish.Rest.STOP))
            .build();

    final TrainingPlan plan;
    final Instant now;
    private final TrainingState before;
    private final List<Effect> effects = new ArrayList<>();
    TrainingState.Reign reign;
    Roster roster;
    Progress progress;
    Wish wish;
    Stage stage;
    Optional<Generation> generation;
    Books books;
    Suspicion suspicion;
    Pace pace;

    Turn(TrainingState state, Instant now) {
        this.before = state;
        this.now = now;
        plan = state.plan();
        reign = state.reign();
        roster = state.roster();
        progress = state.progress();
        wish = state.wish();
        stage = state.stage();
        generation = state.generation();
        books = state.books();
        suspicion = state.suspicion();
        pace = state.pace();
    }

    /** An ended run hears nothing but what lets its processes part in good order. */
    void happen(Event event) {
        boolean over = stage instanceof Stage.Ended;
        boolean parting = event instanceof Event.Tick || event instanceof Event.Joined || event instanceof Event.Lost;
        if (!over || parting) {
            EVENTS.accept(this, event);
        } else {
            Steering.refuseWhenOver(this, event);
        }
    }

    TrainingDecision decision() {
        showChanges();
        return new TrainingDecision(state(), effects);
    }

    /** What the state would be if nothing more happened. */
    TrainingState state() {
        return new TrainingState(plan, reign, roster, progress, wish, stage, generation, books, suspicion, pace);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    void ask(LedgerCall call) {
        effects.add(new Effect.Ask(call));
    }

    void tell(String worker, Order order) {
        effects.add(new Effect.Tell(worker, order));
    }

    void tell(List<String> workers, Order order) {
        workers.forEach(worker -> tell(worker, order));
    }

    void warn(String message) {
        effects.add(new Effect.Warn(message));
        emit((id, at) -> new RunEvent.RunChanged(id, at, new Portrait(state()).runState(), message));
    }

    void emit(Happening happening) {
        long id = reign.events() + 1;
        reign = reign.counting(id);
        effects.add(new Effect.Emit(happening.at(id, now.toEpochMilli())));
    }

    void progress(String phase, PhaseProgress next) {
        progress = progress.with(phase, next);
    }

    PhaseProgress phase(String name) {
        return progress.phase(name);
    }

    /** The step at which the current generation stands, confirmed or known from its beginning. */
    long standing() {
        return generation
                .map(formed -> Math.max(formed.from(), phase(formed.phase()).step()))
                .orElse(0L);
    }

    private void showChanges() {
        Portrait old = new Portrait(before);
        Portrait young = new Portrait(state());
        RunState state = young.runState();
        if (old.runState() != state) {
            emit((id, at) -> new RunEvent.RunChanged(id, at, state, young.message()));
        }
        plan.names().forEach(name -> showPhase(name, old.phaseState(name), young));
    }

    private void showPhase(String name, PhaseView.State old, Portrait young) {
        PhaseView.State state = young.phaseState(name);
        if (old != state) {
            emit((id, at) -> new RunEvent.PhaseChanged(id, at, name, state, young.message()));
        }
    }

    /** Makes an event once its number and time are known. */
    @FunctionalInterface
    interface Happening {
        RunEvent at(long id, long at);
    }
}
