package org.pieria.actors.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.SimulatedDesk;
import org.pieria.actors.port.Member;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.training.TrainingDecision;
import org.pieria.actors.training.TrainingState;
import org.pieria.actors.view.RunState;

/** The process of a coordinator: the pure state machine with its actor's part played around it. */
final class SimulatedCoordinator extends SimulatedProcess {

    private static final Cases<Effect, SimulatedCoordinator> EFFECTS = Cases.<Effect, SimulatedCoordinator>of(
                    Effect.class)
            .on(Effect.Tell.class, (self, effect) -> self.tell(effect.worker(), effect.order()))
            .on(Effect.Watch.class, (self, effect) -> self.watch(effect.member()))
            .on(Effect.Ask.class, SimulatedCoordinator::ask)
            .on(Effect.Emit.class, (self, effect) -> {})
            .on(Effect.Reply.class, (self, effect) -> {})
            .on(Effect.Warn.class, (self, effect) -> self.world.note(self.name, "warns", effect.message()))
            .on(Effect.End.class, (self, effect) -> self.end(effect.outcome(), effect.reason()))
            .build();

    private static final long TICK = 1_000_000;

    private final SimulatedDesk desk;
    private final Map<String, SimulatedWorker> known = new TreeMap<>();
    private final Map<String, SimulatedWorker> held = new TreeMap<>();
    private final Map<String, Long> unreached = new HashMap<>();
    private TrainingState state;
    private boolean overruled;

    SimulatedCoordinator(World world, int life) {
        super(world, "coordinator." + life, "host" + life % 2);
        this.desk = new SimulatedDesk(world.defect.ledger(this, new SimulatedLedger(this)));
        this.state = TrainingState.initial(world.swarm.plan());
    }

    void begin() {
        decide(Event.Opened.INSTANCE);
        within(TICK, this::tick);
    }

    /** Whether it has been told that a claim of its own was not won. */
    boolean overruled() {
        return overruled;
    }

    RunState runState() {
        return state.view().run().state();
    }

    long term() {
        return state.term();
    }

    Map<String, SimulatedWorker> known() {
        return known;
    }

    private void tick() {
        lookAtLines();
        decide(Event.Tick.INSTANCE);
        within(TICK, this::tick);
    }

    /** A lifeline breaks when its process hangs or cannot be reached for too long. */
    private void lookAtLines() {
        new TreeMap<>(held).forEach((worker, process) -> {
            boolean silent = process.frozen() || !world.network.connected(place, process.place);
            if (!silent) {
                unreached.remove(worker);
            } else if (world.timeline.now() - unreached.computeIfAbsent(worker, any -> world.timeline.now())
                    > world.swarm.linePatience()) {
                lineBreaks(process, "gives no sign of life");
            }
        });
    }

    /** A lifeline to a process breaks, as the kernel tells or as nobody answers. */
    void lineBreaks(SimulatedWorker process, String reason) {
        if (held.remove(process.worker, process)) {
            unreached.remove(process.worker);
            if (known.getOrDefault(process.worker, process) == process) {
                decide(new Event.Lost(process.worker, reason));
            }
        }
    }

    /** Nobody answers at the address of a process that has ended. */
    private void watch(Member member) {
        Optional<SimulatedWorker> process =
                world.engineAt(member.dataAddress()).map(SimulatedEngine::owner).filter(owner -> !owner.dead());
        process.ifPresentOrElse(
                living -> held.putIfAbsent(member.worker(), living),
                () -> within(1_000, () -> nobodyIs(member.worker())));
    }

    private void nobodyIs(String worker) {
        if (!known.containsKey(worker)) {
            decide(new Event.Lost(worker, "its process ended"));
        }
    }

    void joined(SimulatedWorker process, long promised, Optional<Service> service) {
        SimulatedWorker before = known.put(process.worker, process);
        if (before != null && before != process) {
            Order refusal = new Order.Refuse(state.term(), "another process took its place");
            world.network.send(this, before, () -> before.ordered(refusal, this));
            decide(new Event.Lost(process.worker, "another process took its place"));
        }
        held.put(process.worker, process);
        decide(new Event.Joined(process.host(), promised, service));
        if (process.dead()) {
            within(1_000, () -> lineBreaks(process, "its process ended"));
        }
    }

    /** Somebody believes that a worker is gone, rightly or not. */
    void suspects(String worker) {
        decide(new Event.Lost(worker, "not reachable any more"));
    }

    void asked(Event event) {
        decide(event);
    }

    void reported(SimulatedWorker process, Report report) {
        if (known.get(process.worker) == process) {
            decide(new Event.Reported(process.worker, report));
        }
    }

    private void decide(Event happened) {
        overruled |= happened instanceof Event.Claimed claimed && !claimed.won();
        for (Event event : world.defect.heard(this, happened)) {
            if (!dead()) {
                apply(event);
            }
        }
    }

    private void apply(Event event) {
        watch(event);
        TrainingDecision decision = state.apply(event, clock());
        if (event != Event.Tick.INSTANCE && !(event instanceof Event.Joined)) {
            world.note(name, "", event == Event.Appended.INSTANCE ? "Appended" : event);
        }
        state = decision.state();
        for (Effect effect : decision.effects()) {
            if (!dead()) {
                EFFECTS.accept(this, effect);
            }
        }
    }

    private void watch(Event event) {
        if (event instanceof Event.Claimed claimed && claimed.won()) {
            world.laws.believesItsClaim(this, claimed.generation());
        }
    }

    private void tell(String worker, Order order) {
        Optional.ofNullable(known.get(worker))
                .ifPresent(process -> world.network.send(this, process, () -> process.ordered(order, this)));
    }

    private void ask(Effect.Ask effect) {
        desk.carryOut(effect.call()).thenAccept(this::answered);
    }

    private void answered(Event event) {
        experience(() -> decide(event));
    }

    private void end(Outcome outcome, String reason) {
        world.coordinatorEnded(this, outcome, reason);
        kill(outcome + ": " + reason);
    }

    @Override
    void died() {
        world.coordinatorDied(this);
    }
}
