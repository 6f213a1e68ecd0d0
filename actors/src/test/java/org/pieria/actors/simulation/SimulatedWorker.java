package org.pieria.actors.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

/** The process of a worker: the pure state machine with its actor's part played around it, and an engine. */
final class SimulatedWorker extends SimulatedProcess {

    private static final Cases<WorkerEffect, SimulatedWorker> EFFECTS = Cases.<WorkerEffect, SimulatedWorker>of(
                    WorkerEffect.class)
            .on(WorkerEffect.Send.class, (self, effect) -> self.send(effect.report()))
            .on(WorkerEffect.Prepare.class, SimulatedWorker::prepare)
            .on(WorkerEffect.Warm.class, SimulatedWorker::warm)
            .on(WorkerEffect.Step.class, SimulatedWorker::step)
            .on(WorkerEffect.AskStanding.class, (self, effect) -> self.askStanding())
            .on(WorkerEffect.Save.class, SimulatedWorker::save)
            .on(WorkerEffect.Perform.class, SimulatedWorker::perform)
            .on(WorkerEffect.Interrupt.class, (self, effect) -> self.engine.interrupt(effect.generation()))
            .on(WorkerEffect.Dismissed.class, (self, effect) -> self.kill("is dismissed: " + effect.reason()))
            .on(WorkerEffect.Evicted.class, (self, effect) -> self.kill("is evicted: " + effect.reason()))
            .on(WorkerEffect.Refused.class, (self, effect) -> self.kill("is refused: " + effect.reason()))
            .build();

    private static final long HEARTBEAT = 1_000_000;
    private static final long LONGEST_FAREWELL = 20_000_000;

    final String worker;
    final SimulatedEngine engine;
    private final HostReport host;
    private WorkerState state = WorkerState.initial();
    private Optional<SimulatedCoordinator> obeyed = Optional.empty();
    private Instant heard;
    private long highestTerm;
    private long promiseGiven;
    private long contributedIn;
    private long contributed;

    SimulatedWorker(World world, String worker, int life) {
        super(world, worker + "." + life, worker);
        this.worker = worker;
        this.engine = new SimulatedEngine(this);
        this.host = new HostReport(
                worker, worker, life, "cpu", 1, name, name + "/state", World.CONTRACT, World.RUN, "", Map.of());
        this.heard = clock();
    }

    HostReport host() {
        return host;
    }

    long promiseGiven() {
        return promiseGiven;
    }

    long term() {
        return state.term();
    }

    @Override
    void died() {
        engine.die();
        world.workerEnded(this);
    }

    void beat() {
        long promised = state.promised();
        Optional<Service> service = state.service();
        world.coordinators()
                .forEach(coordinator ->
                        world.network.send(this, coordinator, () -> coordinator.joined(this, promised, service)));
        if (Duration.between(heard, clock()).compareTo(world.swarm.lease()) > 0) {
            kill("is forsaken");
            return;
        }
        decide(WorkerEvent.Heartbeat.INSTANCE);
        within(HEARTBEAT, this::beat);
    }

    /** It is told to go, and is not waited for without an end. */
    void leave() {
        decide(new WorkerEvent.Leave("told to"));
        within(LONGEST_FAREWELL, () -> kill("did not leave in time"));
    }

    void ordered(Order given, SimulatedCoordinator from) {
        Order order = world.defect.order(this, given);
        if (order.term() >= state.term()) {
            obeyed = Optional.of(from);
            heard = clock();
        }
        WorkerState before = state;
        decide(new WorkerEvent.Ordered(order));
        Laws.require(
                given.term() >= highestTerm || state.equals(before),
                Laws.TERM,
                () -> this + " obeys " + given + " after term " + highestTerm);
        highestTerm = Math.max(highestTerm, given.term());
    }

    private void decide(WorkerEvent event) {
        WorkerDecision decision = world.defect.decision(this, event, state.apply(event));
        if (event != WorkerEvent.Heartbeat.INSTANCE && !welcomes(event)) {
            world.note(name, "", event);
        }
        Laws.require(
                decision.state().promised() >= state.promised(), Laws.PROMISE, () -> this + " takes a promise back");
        state = decision.state();
        for (WorkerEffect effect : decision.effects()) {
            if (!dead()) {
                EFFECTS.accept(this, effect);
            }
        }
    }

    private static boolean welcomes(WorkerEvent event) {
        return event instanceof WorkerEvent.Ordered ordered && ordered.order() instanceof Order.Welcome;
    }

    private void send(Report report) {
        if (report instanceof Report.Promise promise) {
            promises(promise.generation());
        }
        obeyed.ifPresent(to -> world.network.send(this, to, () -> to.reported(this, report)));
    }

    private void promises(long generation) {
        promiseGiven = Math.max(promiseGiven, generation);
        if (contributedIn < generation) {
            world.laws.ceases(contributedIn, contributed);
        }
    }

    /** The engine gives its part of a step to the others. */
    void contributes(long generation, long step) {
        Laws.require(
                promiseGiven <= generation,
                Laws.PROMISE,
                () -> this + " contributes to step " + step + " under " + generation + " and promised " + promiseGiven);
        contributedIn = generation;
        contributed = step;
    }

    private void prepare(WorkerEffect.Prepare effect) {
        long generation = effect.assignment().generation();
        world.laws.prepares(this, effect.assignment());
        engine.prepare(
                effect.assignment(),
                answer(
                        standing -> {
                            contributedIn = generation;
                            contributed = standing.step();
                            return new WorkerEvent.Prepared(generation, standing);
                        },
                        failure -> new WorkerEvent.PrepareFailed(generation, fault(failure))));
    }

    private void warm(WorkerEffect.Warm effect) {
        String phase = effect.assignment().phase();
        engine.warm(
                phase,
                answer(
                        standing -> new WorkerEvent.Warmed(phase),
                        failure -> new WorkerEvent.WarmFailed(phase, String.valueOf(failure.getMessage()))));
    }

    private void step(WorkerEffect.Step effect) {
        engine.step(
                effect.step(),
                answer(
                        result -> new WorkerEvent.Stepped(effect.generation(), result),
                        failure -> new WorkerEvent.StepFailed(effect.generation(), fault(failure))));
    }

    private void askStanding() {
        engine.standing(answer(
                WorkerEvent.Stood::new, failure -> new WorkerEvent.StandingLost(String.valueOf(failure.getMessage()))));
    }

    private void save(WorkerEffect.Save effect) {
        engine.save(
                effect.task().order(),
                answer(
                        part -> new WorkerEvent.PartSaved(effect.task(), part),
                        failure -> new WorkerEvent.PartFailed(effect.task(), String.valueOf(failure.getMessage()))));
    }

    private void perform(WorkerEffect.Perform effect) {
        engine.perform(
                effect.unit(),
                answer(
                        result -> new WorkerEvent.UnitDone(effect.unit(), result),
                        failure -> new WorkerEvent.UnitFailed(effect.unit(), String.valueOf(failure.getMessage()))));
    }

    private static Fault fault(RuntimeException failure) {
        return new Fault(
                failure instanceof StepInterrupted || failure instanceof SimulatedStore.DiskFault,
                String.valueOf(failure.getMessage()));
    }

    private <T> Answer<T> answer(Function<T, WorkerEvent> done, Function<RuntimeException, WorkerEvent> failed) {
        return new Answer<>() {

            @Override
            public void done(T result) {
                decide(done.apply(result));
            }

            @Override
            public void failed(RuntimeException reason) {
                decide(failed.apply(reason));
            }
        };
    }
}
