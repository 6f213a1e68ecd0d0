package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.Standing;
import org.pieria.actors.training.WorkerEvent.SaveTask;
import org.pieria.actors.training.WorkerState.Activity;
import org.pieria.actors.training.WorkerState.Allegiance;
import org.pieria.actors.training.WorkerState.Archive;
import org.pieria.actors.training.WorkerState.Chores;
import org.pieria.actors.training.WorkerState.Engine;
import org.pieria.actors.training.WorkerState.Window;

/** One event being applied to a worker's state; lives for that event only. */
final class WorkerTurn {

    private static final Cases<WorkerEvent, WorkerTurn> EVENTS = Cases.<WorkerEvent, WorkerTurn>of(WorkerEvent.class)
            .on(WorkerEvent.Ordered.class, (turn, event) -> WorkerOrders.obey(turn, event.order()))
            .on(WorkerEvent.Prepared.class, WorkerTurn::prepared)
            .on(WorkerEvent.PrepareFailed.class, (turn, event) -> turn.failed(event.generation(), event.fault()))
            .on(WorkerEvent.Warmed.class, WorkerTurn::warmed)
            .on(WorkerEvent.WarmFailed.class, (turn, event) -> turn.engine = turn.engine.warmed(Optional.empty()))
            .on(WorkerEvent.Stepped.class, WorkerTurn::stepped)
            .on(WorkerEvent.StepFailed.class, (turn, event) -> turn.failed(event.generation(), event.fault()))
            .on(WorkerEvent.Stood.class, (turn, event) -> turn.engine = turn.engine.standsAt(event.standing()))
            .on(WorkerEvent.StandingLost.class, (turn, event) -> turn.engine = turn.engine.broken(Activity.IDLE))
            .on(WorkerEvent.PartSaved.class, WorkerTurn::partSaved)
            .on(WorkerEvent.PartFailed.class, WorkerTurn::partFailed)
            .on(WorkerEvent.UnitDone.class, WorkerTurn::unitDone)
            .on(WorkerEvent.UnitFailed.class, WorkerTurn::unitFailed)
            .on(WorkerEvent.Heartbeat.class, (turn, event) -> turn.repeat())
            .on(WorkerEvent.Leave.class, WorkerTurn::leave)
            .build();

    Allegiance allegiance;
    Engine engine;
    Window window;
    Chores chores;
    Archive archive;
    private final List<WorkerEffect> effects = new ArrayList<>();

    WorkerTurn(WorkerState state) {
        allegiance = state.allegiance();
        engine = state.engine();
        window = state.window();
        chores = state.chores();
        archive = state.archive();
    }

    void happen(WorkerEvent event) {
        EVENTS.accept(this, event);
        proceed();
    }

    WorkerDecision decision() {
        return new WorkerDecision(new WorkerState(allegiance, engine, window, chores, archive), effects);
    }

    void effect(WorkerEffect effect) {
        effects.add(effect);
    }

    void send(Report report) {
        effects.add(new WorkerEffect.Send(report));
    }

    /** Whether the engine is prepared for a generation and no newer one was promised. */
    boolean serves(long generation) {
        return engine.ready() && engine.generation() == generation && allegiance.promised() == generation;
    }

    void save(long step, int attempt) {
        Assignment part = engine.assignment().orElseThrow();
        String directory = SavePath.of(part.phase(), step, part.generation(), attempt);
        archive = archive.saving(directory);
        SaveOrder order =
                new SaveOrder(part.phase(), step, part.rank(), part.members().size(), directory);
        effect(new WorkerEffect.Save(new SaveTask(part.generation(), attempt, order)));
    }

    /** What the engine does next follows from the state alone, whatever happened. */
    private void proceed() {
        if (engine.idle() && allegiance.promiseDue()) {
            repeatAll();
            send(new Report.Promise(allegiance.term(), allegiance.promised(), engine.standing()));
            allegiance = allegiance.promiseGiven();
        }
        beginUnit();
        beginPreparation();
        beginStep();
    }

    private void beginUnit() {
        if (chores.performing().isPresent()
                || (!engine.idle() && !chores.boundary().isEmpty())) {
            return;
        }
        if (!chores.boundary().isEmpty()) {
            chores = chores.beginBoundary();
        } else if (!chores.waiting().isEmpty()) {
            chores = chores.beginWaiting();
        }
        chores.performing().ifPresent(unit -> effect(new WorkerEffect.Perform(unit)));
    }

    /** A preparation replaces what a unit of work may be reading, so it waits for the unit. */
    private void beginPreparation() {
        if (engine.idle() && chores.performing().isEmpty() && allegiance.next().isPresent()) {
            Assignment next = allegiance.next().get();
            allegiance = allegiance.activated();
            archive = goesOn(next) ? archive : archive.withoutSteps();
            engine = engine.preparing(next);
            window = Window.closed();
            effect(new WorkerEffect.Prepare(next));
        }
    }

    /** Whether the steps that this worker applied before lead to the state that it is to have. */
    private boolean goesOn(Assignment next) {
        return next.origin() instanceof Origin.Memory
                && engine.assignment()
                        .filter(before -> before.phase().equals(next.phase()))
                        .isPresent();
    }

    private void beginStep() {
        long step = engine.applied() + 1;
        if (engine.idle() && serves(engine.generation()) && chores.boundary().isEmpty() && step <= window.to()) {
            engine = engine.doing(Activity.STEPPING);
            window = window.begun(step);
            effect(new WorkerEffect.Step(engine.generation(), step));
        }
    }

    private void prepared(WorkerEvent.Prepared event) {
        engine = engine.prepared(event.standing());
        window = window.standingAt(event.standing().step());
        if (serves(event.generation())) {
            send(new Report.Ready(event.generation(), event.standing()));
        }
    }

    private void warmed(WorkerEvent.Warmed event) {
        engine = engine.warmed(Optional.of(event.phase()));
        send(new Report.Warmed(event.phase()));
    }

    private void stepped(WorkerEvent.Stepped event) {
        Assignment part = engine.assignment().orElseThrow();
        engine = engine.standsAt(
                new Standing(part.phase(), event.result().step(), event.result().digest()));
        Report.Applied report = new Report.Applied(
                event.generation(), part.phase(), part.members().size(), event.result());
        archive = archive.with(report);
        send(report);
        if (serves(event.generation())) {
            atBoundary(part, event.result().step());
        }
    }

    private void atBoundary(Assignment part, long step) {
        if (window.cadence().saves(step)) {
            save(step, 1);
        }
        List<JobUnit> units = Units.atBoundary(part, step, window.cadence());
        if (!units.isEmpty()) {
            chores = chores.at(units);
        }
    }

    /** Whatever failed, what the engine holds may be what others need to go on. */
    private void failed(long generation, Fault fault) {
        broken(generation, fault);
        engine = engine.doing(Activity.ASKED);
        effect(WorkerEffect.AskStanding.INSTANCE);
    }

    private void broken(long generation, Fault fault) {
        boolean current = allegiance.promised() == generation;
        engine = engine.broken(Activity.IDLE);
        chores = chores.at(List.of());
        if (fault.unfit()) {
            send(new Report.Unfit(generation, fault.reason()));
        } else if (current) {
            send(new Report.Broken(generation, fault.interrupted(), fault.reason()));
        }
    }

    private void partSaved(WorkerEvent.PartSaved event) {
        SaveTask task = event.task();
        answerSave(task, new Report.Saved(task.generation(), task.attempt(), event.part()));
    }

    private void partFailed(WorkerEvent.PartFailed event) {
        SaveTask task = event.task();
        answerSave(task, new Report.SaveFailed(task.generation(), task.order().step(), task.attempt(), event.reason()));
    }

    private void answerSave(SaveTask task, Report report) {
        archive = archive.saved(task.order().directory(), report);
        send(report);
    }

    private void unitDone(WorkerEvent.UnitDone event) {
        Report.Performed report = new Report.Performed(event.unit(), event.result());
        chores = chores.finished(report);
        send(report);
    }

    private void unitFailed(WorkerEvent.UnitFailed event) {
        chores = chores.failed();
        send(new Report.PerformFailed(event.unit(), event.reason()));
    }

    /** A new coordinator knows of a step only when it is recorded, or told again. */
    void repeatAll() {
        archive.applied().forEach(this::send);
    }

    private void repeat() {
        archive.applied().stream().limit(archive.old()).forEach(this::send);
        allegiance.leaving().ifPresent(reason -> send(new Report.Leaving(reason)));
        archive = archive.seen();
    }

    /** It serves on until it is let go. */
    private void leave(WorkerEvent.Leave event) {
        allegiance = allegiance.leaving(event.reason());
        send(new Report.Leaving(event.reason()));
    }

    Optional<Report> savedBefore(String directory) {
        return archive.saves().getOrDefault(directory, Optional.empty());
    }
}
