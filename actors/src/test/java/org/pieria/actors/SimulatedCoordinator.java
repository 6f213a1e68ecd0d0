package org.pieria.actors;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.training.Cases;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.training.TrainingDecision;
import org.pieria.actors.training.TrainingState;

/** A coordinator of a simulation: the actor's part played without an actor. */
final class SimulatedCoordinator {

    private static final Cases<Effect, SimulatedCoordinator> EFFECTS = Cases.<Effect, SimulatedCoordinator>of(
                    Effect.class)
            .on(Effect.Tell.class, SimulatedCoordinator::tell)
            .on(Effect.Ask.class, SimulatedCoordinator::ask)
            .on(Effect.Emit.class, (self, effect) -> {})
            .on(Effect.Reply.class, (self, effect) -> {})
            .on(Effect.Warn.class, (self, effect) -> {})
            .on(Effect.End.class, (self, effect) -> self.simulation.ended(self, effect.outcome(), effect.reason()))
            .build();

    private final Simulation simulation;
    private final LedgerDesk desk;
    private final Map<String, SimulatedWorker> known = new HashMap<>();
    private TrainingState state;
    private boolean dead;

    SimulatedCoordinator(Simulation simulation) {
        this.simulation = simulation;
        this.desk = new LedgerDesk(simulation.ledger);
        this.state = TrainingState.initial(simulation.plan);
    }

    void begin() {
        decide(Event.Opened.INSTANCE);
        tick();
    }

    void die() {
        dead = true;
    }

    private void tick() {
        if (!dead) {
            decide(Event.Tick.INSTANCE);
            simulation.later(1_000, this::tick);
        }
    }

    void joined(SimulatedWorker worker, long promised, Optional<Service> service) {
        SimulatedWorker before = known.put(worker.name(), worker);
        if (before != null && before != worker) {
            decide(new Event.Lost(worker.name(), "another process took its place"));
        }
        decide(new Event.Joined(worker.host(), promised, service));
    }

    void lost(String worker) {
        decide(new Event.Lost(worker, "died"));
    }

    void reported(SimulatedWorker worker, Report report) {
        if (known.get(worker.name()) == worker) {
            decide(new Event.Reported(worker.name(), report));
        }
    }

    private void decide(Event event) {
        if (!dead) {
            TrainingDecision decision = state.apply(event, simulation.instant());
            state = decision.state();
            decision.effects().forEach(effect -> EFFECTS.accept(this, effect));
        }
    }

    private void tell(Effect.Tell effect) {
        SimulatedWorker worker = known.get(effect.worker());
        if (effect.order() instanceof Order.Run run) {
            simulation.granted.merge(run.generation(), run.to(), Math::max);
        }
        if (worker != null) {
            simulation.send(() -> worker.ordered(effect.order(), this));
        }
    }

    private void ask(Effect.Ask effect) {
        desk.carryOut(effect.call())
                .whenComplete((event, failure) -> simulation.later(simulation.random.nextInt(20), () -> decide(event)));
    }

    @Override
    public String toString() {
        return state.view().run() + " " + state.view().workers();
    }
}
