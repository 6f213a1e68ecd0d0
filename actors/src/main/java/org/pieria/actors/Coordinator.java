package org.pieria.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.Lifelines;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.training.TrainingDecision;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.training.TrainingState;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;
import org.pieria.checkpointing.milestone.Milestone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules a run: turns messages into events of {@link TrainingState} and its effects into messages. All decisions are
 * made there; this actor holds references and the newest events, nothing that cannot be had again.
 */
public final class Coordinator {

    /** Where workers find coordinators. */
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "coordinator");

    /** The role of the nodes that may run it. */
    public static final String ROLE = "coordinator";

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int KEPT_EVENTS = 2_000;
    private static final Duration QUICKEST_RESTART = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RESTART = Duration.ofSeconds(30);

    /** Everything the coordinator understands. */
    public sealed interface Command {}

    /**
     * A worker is there. Sent again and again, as a sign of life; answered by a welcome, a refusal or a dismissal.
     *
     * @param promised the highest generation it has promised or served
     * @param service the generation that it serves now, if it does
     */
    public record Register(HostReport host, long promised, Optional<Service> service, ActorRef<Worker.Command> worker)
            implements Command, Wire {}

    /** A worker reports. */
    public record Reported(String worker, Report report, ActorRef<Worker.Command> from) implements Command, Wire {}

    /** Asks for everything that is shown of the run. */
    public record View(ActorRef<Viewed> replyTo) implements Command, Wire {}

    /** Asks for a phase to be started, or to go on. */
    public record Start(String phase, ActorRef<Answered> replyTo) implements Command, Wire {}

    /** Asks for a phase to be held. */
    public record Pause(String phase, ActorRef<Answered> replyTo) implements Command, Wire {}

    /** Asks for a phase to be held and saved. */
    public record Stop(String phase, ActorRef<Answered> replyTo) implements Command, Wire {}

    /** Asks for a worker to leave as soon as the others have taken over. */
    public record Drain(String worker, ActorRef<Answered> replyTo) implements Command, Wire {}

    /**
     * Asks for kept events and every new one. Asking again changes nothing but the starting point.
     *
     * @param after the id of the last event known
     */
    public record Subscribe(long after, ActorRef<Told> subscriber) implements Command, Wire {}

    /** Asks for no more events. */
    public record Unsubscribe(ActorRef<Told> subscriber) implements Command, Wire {}

    private record Happened(Event event) implements Command {}

    private record WorkerGone(String name, ActorRef<Worker.Command> worker) implements Command {}

    private record LineBroken(String name, Life life, String reason) implements Command {}

    /** The process of a worker that has not registered yet. */
    private static final long UNKNOWN = 0;

    /** One life of a worker; its envoys may change meanwhile. */
    private record Life(long pid, String stateAddress) {

        static Life of(HostReport host) {
            return new Life(host.pid(), host.stateAddress());
        }
    }

    private enum Tick implements Command {
        INSTANCE
    }

    /** Answers {@link View}. */
    public record Viewed(ClusterView view) implements Wire {}

    /** Answers {@link Start}, {@link Pause}, {@link Stop} and {@link Drain}. */
    public record Answered(RunControl.Answer answer) implements Wire {}

    /** An event, to a subscriber. */
    public record Told(RunEvent event) implements Wire {}

    private static final Cases<Effect, Coordinator> EFFECTS = Cases.<Effect, Coordinator>of(Effect.class)
            .on(Effect.Tell.class, (actor, effect) -> actor.tell(effect.worker(), effect.order()))
            .on(Effect.Watch.class, (actor, effect) -> actor.watch(effect.member()))
            .on(Effect.Ask.class, Coordinator::ask)
            .on(Effect.Emit.class, (actor, effect) -> actor.emit(effect.event()))
            .on(Effect.Reply.class, Coordinator::reply)
            .on(Effect.Warn.class, (actor, effect) -> LOG.warn("{}", effect.message()))
            .on(Effect.End.class, Coordinator::end)
            .build();

    private final ActorContext<Command> context;
    private final LedgerDesk desk;
    private final RunEnding ending;
    private final InstantSource clock;
    private final Lifelines lifelines;
    private final Map<String, Life> held = new HashMap<>();
    private final EventRing events = new EventRing(KEPT_EVENTS);
    private final Map<String, ActorRef<Worker.Command>> workers = new HashMap<>();
    private final Set<ActorRef<Told>> subscribers = new HashSet<>();
    private Optional<ActorRef<Answered>> asking = Optional.empty();
    private TrainingState state;

    private Coordinator(ActorContext<Command> context, TrainingPlan plan, LedgerDesk desk, Surroundings surroundings) {
        this.context = context;
        this.desk = desk;
        this.ending = surroundings.ending();
        this.clock = surroundings.clock();
        this.lifelines = surroundings.lifelines();
        this.state = TrainingState.initial(plan);
    }

    /**
     * What a coordinator needs around it.
     *
     * @param lifelines to the workers; whoever made them closes them
     */
    public record Surroundings(RunEnding ending, InstantSource clock, Lifelines lifelines) {}

    /** A coordinator by the system's clock that learns of ended processes from the cluster alone. */
    public static Behavior<Command> create(TrainingPlan plan, RunLedger ledger, RunEnding ending) {
        return create(plan, ledger, new Surroundings(ending, InstantSource.system(), Lifelines.unbreakable()));
    }

    /** A coordinator. One that fails unexpectedly begins anew with another term. */
    public static Behavior<Command> create(TrainingPlan plan, RunLedger ledger, Surroundings surroundings) {
        Behavior<Command> begin = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
            return new Coordinator(context, plan, new LedgerDesk(ledger), surroundings).begin();
        }));
        return Behaviors.supervise(begin)
                .onFailure(SupervisorStrategy.restartWithBackoff(QUICKEST_RESTART, SLOWEST_RESTART, 0.2));
    }

    /** Runs the coordinator on the oldest node with the role; the reference reaches it wherever it is. */
    public static ActorRef<Command> singleton(ActorSystem<?> system, Behavior<Command> behavior) {
        ClusterSingletonSettings settings =
                ClusterSingletonSettings.create(system).withRole(ROLE);
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(behavior, "coordinator").withSettings(settings));
    }

    /** Reaches the coordinator from a node that never runs it. */
    public static ActorRef<Command> proxy(ActorSystem<?> system) {
        return singleton(system, Behaviors.empty());
    }

    private Behavior<Command> begin() {
        context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
        decide(Event.Opened.INSTANCE);
        return SealedReceive.of(Command.class)
                .on(Register.class, this::register)
                .on(Reported.class, this::reported)
                .on(View.class, this::view)
                .on(Start.class, command -> asked(new Event.StartAsked(command.phase()), command.replyTo()))
                .on(Pause.class, command -> asked(new Event.PauseAsked(command.phase()), command.replyTo()))
                .on(Stop.class, command -> asked(new Event.StopAsked(command.phase()), command.replyTo()))
                .on(Drain.class, command -> asked(drain(command), command.replyTo()))
                .on(Subscribe.class, this::subscribe)
                .on(Unsubscribe.class, this::unsubscribe)
                .on(Happened.class, command -> decide(command.event()))
                .on(WorkerGone.class, this::gone)
                .on(LineBroken.class, this::broken)
                .on(Tick.class, tick -> decide(Event.Tick.INSTANCE))
                .build();
    }

    private Behavior<Command> decide(Event event) {
        TrainingDecision decision = state.apply(event, clock.instant());
        state = decision.state();
        decision.effects().forEach(effect -> EFFECTS.accept(this, effect));
        return Behaviors.same();
    }

    private Behavior<Command> register(Register command) {
        String name = command.host().worker();
        @Nullable ActorRef<Worker.Command> known = workers.put(name, command.worker());
        if (known != null && !known.equals(command.worker())) {
            replace(command, known);
        }
        if (!command.worker().equals(known)) {
            context.watchWith(command.worker(), new WorkerGone(name, command.worker()));
        }
        hold(name, Life.of(command.host()));
        return decide(new Event.Joined(command.host(), command.promised(), command.service()));
    }

    private void watch(Member member) {
        if (!held.containsKey(member.worker())) {
            hold(member.worker(), new Life(UNKNOWN, member.stateAddress()));
        }
    }

    private void hold(String name, Life life) {
        if (!life.equals(held.put(name, life))) {
            ActorRef<Command> self = context.getSelf();
            lifelines.hold(life.stateAddress(), end -> self.tell(new LineBroken(name, life, end.reason())));
        }
    }

    /** The cluster will notice later, or never: a process that only hung registers again. */
    private Behavior<Command> broken(LineBroken command) {
        if (held.remove(command.name(), command.life())) {
            Milestone.LOSS_NOTICED.pass(0);
            decide(new Event.Lost(command.name(), command.reason()));
        }
        return Behaviors.same();
    }

    /** A worker comes back under its name before anybody noticed that it was gone: restarted, or with another envoy. */
    private void replace(Register command, ActorRef<Worker.Command> old) {
        context.unwatch(old);
        String name = command.host().worker();
        if (Life.of(command.host()).equals(held.get(name))) {
            return;
        }
        String reason = "another process registered as " + name + "; give every worker a name of its own";
        old.tell(new Worker.Ordered(new Order.Refuse(state.term(), reason), context.getSelf()));
        decide(new Event.Lost(name, "another process took its place"));
    }

    private Behavior<Command> reported(Reported command) {
        if (command.from().equals(workers.get(command.worker()))) {
            decide(new Event.Reported(command.worker(), command.report()));
        }
        return Behaviors.same();
    }

    private Behavior<Command> view(View command) {
        command.replyTo().tell(new Viewed(state.view()));
        return Behaviors.same();
    }

    private Behavior<Command> asked(Event event, ActorRef<Answered> replyTo) {
        asking = Optional.of(replyTo);
        decide(event);
        asking = Optional.empty();
        return Behaviors.same();
    }

    private static Event drain(Drain command) {
        return new Event.DrainAsked(command.worker(), "drained");
    }

    private Behavior<Command> subscribe(Subscribe command) {
        events.after(command.after()).forEach(event -> command.subscriber().tell(new Told(event)));
        if (subscribers.add(command.subscriber())) {
            context.watchWith(command.subscriber(), new Unsubscribe(command.subscriber()));
        }
        return Behaviors.same();
    }

    private Behavior<Command> unsubscribe(Unsubscribe command) {
        subscribers.remove(command.subscriber());
        context.unwatch(command.subscriber());
        return Behaviors.same();
    }

    private Behavior<Command> gone(WorkerGone command) {
        if (workers.remove(command.name(), command.worker())) {
            decide(new Event.Lost(command.name(), "its node is gone from the cluster"));
        }
        return Behaviors.same();
    }

    private void tell(String name, Order order) {
        @Nullable ActorRef<Worker.Command> worker = workers.get(name);
        if (worker != null) {
            worker.tell(new Worker.Ordered(order, context.getSelf()));
        }
    }

    private void ask(Effect.Ask effect) {
        context.pipeToSelf(desk.carryOut(effect.call()), Coordinator::happened);
    }

    private static Command happened(@Nullable Event event, @Nullable Throwable failure) {
        if (event == null) {
            throw new IllegalStateException("the ledger's desk gave no event", failure);
        }
        return new Happened(event);
    }

    private void emit(RunEvent event) {
        events.add(event);
        Told told = new Told(event);
        subscribers.forEach(subscriber -> subscriber.tell(told));
    }

    private void reply(Effect.Reply effect) {
        asking.ifPresent(replyTo -> replyTo.tell(new Answered(effect.answer())));
    }

    private void end(Effect.End effect) {
        LOG.info("run {}: {}", effect.outcome(), effect.reason());
        ending.ended(effect.outcome(), effect.reason());
    }
}
