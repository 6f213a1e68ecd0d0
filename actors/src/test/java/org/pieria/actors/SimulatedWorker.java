package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Fault;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.training.WorkerDecision;
import org.pieria.actors.training.WorkerEffect;
import org.pieria.actors.training.WorkerEvent;
import org.pieria.actors.training.WorkerState;

/** A worker of a simulation, which also checks at every event what a worker must never do. */
final class SimulatedWorker {

    private static final Cases<WorkerEffect, SimulatedWorker> EFFECTS = Cases.<WorkerEffect, SimulatedWorker>of(
                    WorkerEffect.class)
            .on(WorkerEffect.Send.class, (self, effect) -> self.send(effect.report()))
            .on(WorkerEffect.Prepare.class, SimulatedWorker::prepare)
            .on(WorkerEffect.Warm.class, SimulatedWorker::warm)
            .on(WorkerEffect.Step.class, SimulatedWorker::step)
            .on(
                    WorkerEffect.AskStanding.class,
                    (self, effect) -> self.answer(
                            self.runner.standing(),
                            WorkerEvent.Stood::new,
                            failure -> new WorkerEvent.StandingLost("?")))
            .on(
                    WorkerEffect.Save.class,
                    (self, effect) -> self.answer(
                            self.runner.save(effect.task().order()),
                            part -> new WorkerEvent.PartSaved(effect.task(), part),
                            failure -> new WorkerEvent.PartFailed(effect.task(), LedgerDesk.reason(failure))))
            .on(
                    WorkerEffect.Perform.class,
                    (self, effect) -> self.answer(
                            self.runner.perform(effect.unit()),
                            result -> new WorkerEvent.UnitDone(effect.unit(), result),
                            failure -> new WorkerEvent.UnitFailed(effect.unit(), LedgerDesk.reason(failure))))
            .on(WorkerEffect.Interrupt.class, (self, effect) -> self.runner.interrupt(effect.generation()))
            .on(WorkerEffect.Dismissed.class, (self, effect) -> self.dismissed(effect.success()))
            .on(WorkerEffect.Refused.class, (self, effect) -> self.die())
            .build();

    private final Simulation simulation;
    private final String name;
    private final ArithmeticRunner runner;
    private Optional<SimulatedCoordinator> obeyed = Optional.empty();
    private WorkerState state = WorkerState.initial();
    private long promiseGiven;
    private boolean dead;

    SimulatedWorker(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
        this.runner = new ArithmeticRunner(name, simulation.ensemble);
    }

    String name() {
        return name;
    }

    HostReport host() {
        return runner.host();
    }

    void die() {
        dead = true;
        runner.close();
    }

    private void dismissed(boolean success) {
        die();
        if (success) {
            simulation.finished();
        }
    }

    void beat() {
        if (!dead) {
            long promised = state.promised();
            Optional<Service> service = state.service();
            simulation.coordinators.forEach(
                    coordinator -> simulation.send(() -> coordinator.joined(this, promised, service)));
            decide(WorkerEvent.Heartbeat.INSTANCE);
            simulation.later(1_000, this::beat);
        }
    }

    void ordered(Order order, SimulatedCoordinator from) {
        if (dead) {
            return;
        }
        WorkerState before = state;
        if (order.term() >= state.term()) {
            obeyed = Optional.of(from);
        }
        decide(new WorkerEvent.Ordered(order));
        if (order.term() < before.term()) {
            assertThat(state).as("no order of a lower term changes anything").isEqualTo(before);
        }
    }

    private void decide(WorkerEvent event) {
        if (!dead) {
            WorkerDecision decision = state.apply(event);
            assertThat(decision.state().promised()).isGreaterThanOrEqualTo(state.promised());
            state = decision.state();
            decision.effects().forEach(effect -> EFFECTS.accept(this, effect));
        }
    }

    private void send(Report report) {
        if (report instanceof Report.Promise promise) {
            promiseGiven = Math.max(promiseGiven, promise.generation());
        }
        obeyed.ifPresent(to -> simulation.send(() -> to.reported(this, report)));
    }

    private void warm(WorkerEffect.Warm effect) {
        String phase = effect.assignment().phase();
        answer(
                runner.warm(effect.assignment()),
                standing -> new WorkerEvent.Warmed(phase),
                failure -> new WorkerEvent.WarmFailed(phase, String.valueOf(failure.getMessage())));
    }

    private void prepare(WorkerEffect.Prepare effect) {
        long generation = effect.assignment().generation();
        answer(
                runner.prepare(effect.assignment()),
                standing -> new WorkerEvent.Prepared(generation, standing),
                failure -> new WorkerEvent.PrepareFailed(generation, fault(failure)));
    }

    private void step(WorkerEffect.Step effect) {
        assertThat(effect.generation()).as("begun after a promise").isGreaterThanOrEqualTo(promiseGiven);
        assertThat(effect.step())
                .as("within the window")
                .isLessThanOrEqualTo(simulation.granted.getOrDefault(effect.generation(), 0L));
        answer(
                runner.step(effect.step()),
                result -> {
                    assertThat(effect.generation())
                            .as("finished after a promise")
                            .isGreaterThanOrEqualTo(promiseGiven);
                    return new WorkerEvent.Stepped(effect.generation(), result);
                },
                failure -> new WorkerEvent.StepFailed(effect.generation(), fault(failure)));
    }

    private static Fault fault(Throwable failure) {
        return new Fault(LedgerDesk.root(failure) instanceof StepInterrupted, LedgerDesk.reason(failure));
    }

    private <T> void answer(
            CompletionStage<T> work, Function<T, WorkerEvent> done, Function<Throwable, WorkerEvent> failed) {
        work.whenComplete((result, failure) -> simulation.later(
                simulation.random.nextInt(60),
                () -> decideUnlessDead(() -> failure == null ? done.apply(result) : failed.apply(failure))));
    }

    private void decideUnlessDead(Supplier<WorkerEvent> event) {
        if (!dead) {
            decide(event.get());
        }
    }
}
