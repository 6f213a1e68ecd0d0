package org.pieria.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.HostUnfit;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.port.StepRunner;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Fault;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.WorkerDecision;
import org.pieria.actors.training.WorkerEffect;
import org.pieria.actors.training.WorkerEvent;
import org.pieria.actors.training.WorkerState;
import org.pieria.checkpointing.milestone.Milestone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one host's engine as the coordinator orders: turns messages and the engine's answers into events of
 * {@link WorkerState} and its effects into calls and messages. It stops when it left, was dismissed or was refused.
 */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Everything a worker understands. */
    public sealed interface Command {}

    /** A coordinator orders. */
    public record Ordered(Order order, ActorRef<Coordinator.Command> coordinator) implements Command, Wire {}

    /** Asks the worker to leave in good order: it serves on until the others have taken over, and stops. */
    public record Leave(String reason) implements Command {}

    private record Happened(WorkerEvent event) implements Command {}

    /**
     * Tells which coordinators can be reached.
     *
     * @param envoy whom they shall answer
     */
    record Reachable(Set<ActorRef<Coordinator.Command>> coordinators, ActorRef<Command> envoy) implements Command {}

    private enum Heartbeat implements Command {
        INSTANCE
    }

    private static final Cases<WorkerEffect, Worker> EFFECTS = Cases.<WorkerEffect, Worker>of(WorkerEffect.class)
            .on(WorkerEffect.Send.class, (actor, effect) -> actor.send(effect.report()))
            .on(WorkerEffect.Prepare.class, Worker::prepare)
            .on(WorkerEffect.Warm.class, Worker::warm)
            .on(WorkerEffect.Step.class, Worker::step)
            .on(WorkerEffect.AskStanding.class, (actor, effect) -> actor.askStanding())
            .on(WorkerEffect.Save.class, Worker::save)
            .on(WorkerEffect.Perform.class, Worker::perform)
            .on(WorkerEffect.Interrupt.class, (actor, effect) -> actor.runner.interrupt(effect.generation()))
            .on(
                    WorkerEffect.Dismissed.class,
                    (actor, effect) -> actor.end(effect.success() ? Outcome.FINISHED : Outcome.FAILED, effect.reason()))
            .on(WorkerEffect.Evicted.class, (actor, effect) -> actor.end(Outcome.EVICTED, effect.reason()))
            .on(WorkerEffect.Refused.class, (actor, effect) -> actor.end(Outcome.REFUSED, effect.reason()))
            .build();

    private final ActorContext<Command> context;
    private final WorkerSettings settings;
    private final StepRunner runner;
    private final RunEnding ending;
    private final InstantSource clock;
    private Set<ActorRef<Coordinator.Command>> coordinators = Set.of();
    private Optional<ActorRef<Command>> envoy = Optional.empty();
    private Optional<ActorRef<Coordinator.Command>> obeyed = Optional.empty();
    private WorkerState state = WorkerState.initial();
    private Instant heard;
    private boolean over;

    private Worker(
            ActorContext<Command> context, WorkerSettings settings, StepRunner runner, Surroundings surroundings) {
        this.context = context;
        this.settings = settings;
        this.runner = runner;
        this.ending = surroundings.ending();
        this.clock = surroundings.clock();
        this.heard = clock.instant();
    }

    private record Surroundings(RunEnding ending, InstantSource clock) {}

    /** A worker by the system's clock. */
    public static Behavior<Command> create(WorkerSettings settings, StepRunner runner, RunEnding ending) {
        return create(settings, runner, ending, InstantSource.system());
    }

    /** A worker, deaf until an {@link Envoy} tells it of coordinators; it does not close the runner. */
    public static Behavior<Command> create(
            WorkerSettings settings, StepRunner runner, RunEnding ending, InstantSource clock) {
        Surroundings surroundings = new Surroundings(ending, clock);
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Heartbeat.INSTANCE, settings.heartbeat());
            return new Worker(context, settings, runner, surroundings).begin();
        }));
    }

    private Behavior<Command> begin() {
        return SealedReceive.of(Command.class)
                .on(Ordered.class, this::ordered)
                .on(Leave.class, command -> decide(new WorkerEvent.Leave(command.reason())))
                .on(Happened.class, command -> decide(command.event()))
                .on(Reachable.class, this::reachable)
                .on(Heartbeat.class, beat -> beat())
                .build();
    }

    private Behavior<Command> decide(WorkerEvent event) {
        WorkerDecision decision = state.apply(event);
        state = decision.state();
        decision.effects().forEach(effect -> EFFECTS.accept(this, effect));
        return over ? Behaviors.stopped() : Behaviors.same();
    }

    /** Reports go to whoever was obeyed last: the coordinator of the highest term. */
    private Behavior<Command> ordered(Ordered command) {
        if (command.order().term() >= state.term()) {
            obeyed = Optional.of(command.coordinator());
            heard = clock.instant();
        }
        return decide(new WorkerEvent.Ordered(command.order()));
    }

    private Behavior<Command> reachable(Reachable command) {
        Set<ActorRef<Coordinator.Command>> fresh = new HashSet<>(command.coordinators());
        if (envoy.filter(command.envoy()::equals).isPresent()) {
            fresh.removeAll(coordinators);
        }
        envoy = Optional.of(command.envoy());
        coordinators = command.coordinators();
        fresh.forEach(this::register);
        return Behaviors.same();
    }

    private void register(ActorRef<Coordinator.Command> coordinator) {
        envoy.ifPresent(self ->
                coordinator.tell(new Coordinator.Register(runner.host(), state.promised(), state.service(), self)));
    }

    private Behavior<Command> beat() {
        coordinators.forEach(this::register);
        Duration silence = Duration.between(heard, clock.instant());
        if (silence.compareTo(settings.lease()) > 0) {
            heard = clock.instant();
            ending.ended(Outcome.FORSAKEN, "no coordinator was heard for " + silence.toSeconds() + " s");
        }
        return decide(WorkerEvent.Heartbeat.INSTANCE);
    }

    private void send(Report report) {
        envoy.ifPresent(self -> obeyed.ifPresent(coordinator ->
                coordinator.tell(new Coordinator.Reported(runner.host().worker(), report, self))));
        if (report instanceof Report.Applied applied) {
            Milestone.REPORT_SENT.pass(applied.result().step());
        }
    }

    private void prepare(WorkerEffect.Prepare effect) {
        long generation = effect.assignment().generation();
        pipe(
                () -> runner.prepare(effect.assignment()),
                standing -> new WorkerEvent.Prepared(generation, standing),
                failure -> new WorkerEvent.PrepareFailed(generation, fault(failure)));
    }

    private void warm(WorkerEffect.Warm effect) {
        String phase = effect.assignment().phase();
        pipe(
                () -> runner.warm(effect.assignment()),
                standing -> new WorkerEvent.Warmed(phase),
                failure -> new WorkerEvent.WarmFailed(phase, fault(failure).reason()));
    }

    private void step(WorkerEffect.Step effect) {
        pipe(
                () -> runner.step(effect.step()),
                result -> new WorkerEvent.Stepped(effect.generation(), result),
                failure -> new WorkerEvent.StepFailed(effect.generation(), fault(failure)));
    }

    private void askStanding() {
        pipe(
                runner::standing,
                WorkerEvent.Stood::new,
                failure -> new WorkerEvent.StandingLost(Failure.reason(failure)));
    }

    private void save(WorkerEffect.Save effect) {
        pipe(
                () -> runner.save(effect.task().order()),
                part -> new WorkerEvent.PartSaved(effect.task(), part),
                failure -> new WorkerEvent.PartFailed(effect.task(), Failure.reason(failure)));
    }

    private void perform(WorkerEffect.Perform effect) {
        pipe(
                () -> runner.perform(effect.unit()),
                result -> new WorkerEvent.UnitDone(effect.unit(), result),
                failure -> new WorkerEvent.UnitFailed(effect.unit(), Failure.reason(failure)));
    }

    private static Fault fault(Throwable failure) {
        Throwable root = Failure.root(failure);
        boolean interrupted = root instanceof StepInterrupted || Failure.ofTheDisk(root);
        if (!(root instanceof StepInterrupted)) {
            LOG.error("the engine failed", failure);
        }
        return new Fault(interrupted, root instanceof HostUnfit, Failure.reason(failure));
    }

    private <T> void pipe(
            Supplier<CompletionStage<T>> work, Function<T, WorkerEvent> done, Function<Throwable, WorkerEvent> failed) {
        context.pipeToSelf(begun(work), (result, failure) -> new Happened(event(result, failure, done, failed)));
    }

    private static <T> WorkerEvent event(
            @Nullable T result,
            @Nullable Throwable failure,
            Function<T, WorkerEvent> done,
            Function<Throwable, WorkerEvent> failed) {
        if (result != null) {
            return done.apply(result);
        }
        return failed.apply(failure == null ? new IllegalStateException("the engine answered nothing") : failure);
    }

    /** An engine that throws instead of failing its stage is one that fails. */
    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void end(Outcome outcome, String reason) {
        LOG.info("worker {} is {}: {}", runner.host().worker(), outcome, reason);
        over = true;
        ending.ended(outcome, reason);
    }
}
