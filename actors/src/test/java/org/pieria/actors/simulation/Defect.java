package org.pieria.actors.simulation;

import java.util.List;
import java.util.Optional;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.WorkerDecision;
import org.pieria.actors.training.WorkerEvent;

/** What a planted bug changes between the state machines and the world, or in an engine. Nothing is changed by default. */
interface Defect {

    /** The world as it should be. */
    Defect NONE = new Defect() {};

    /** The order that a worker takes for the one it was given. */
    default Order order(SimulatedWorker worker, Order order) {
        return order;
    }

    /** What a worker does instead of what it decided. */
    default WorkerDecision decision(SimulatedWorker worker, WorkerEvent event, WorkerDecision decision) {
        return decision;
    }

    /** What a coordinator hears instead of what happened. */
    default List<Event> heard(SimulatedCoordinator coordinator, Event event) {
        return List.of(event);
    }

    /** The ledger that a coordinator uses. */
    default RunLedger ledger(SimulatedCoordinator coordinator, RunLedger ledger) {
        return ledger;
    }

    /** Whether a chunk counts for a generation. */
    default boolean admits(Plane.Chunk chunk, long generation) {
        return chunk.generation() == generation;
    }

    /** What is written of a state that was to be saved, when the engine stands elsewhere by now. */
    default Numbers.State snapshot(Numbers.State asked, Numbers.State now) {
        return asked;
    }

    /** Whether a part is reported as saved only when it is synced. */
    default boolean syncs() {
        return true;
    }

    /** The bundle that is kept for those who did not get it. */
    default Optional<Numbers.Bundle> kept(Optional<Numbers.Bundle> before, Numbers.Bundle sum) {
        return Optional.of(sum);
    }

    /** The step by which samples are drawn. */
    default long drawing(SimulatedEngine engine, long step) {
        return step;
    }
}
