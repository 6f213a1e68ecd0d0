package org.pieria.actors.simulation;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.WorkerDecision;
import org.pieria.actors.training.WorkerEffect;
import org.pieria.actors.training.WorkerEvent;

/** Bugs that real systems have had. A simulation that does not find them would not find others either. */
enum PlantedBug {
    CLAIM_ALWAYS_WON("no fence: a claim is always won"),
    LOWER_TERM_OBEYED("no fence: a worker obeys a lower term"),
    RETRIES_WITH_THE_NEXT_NUMBER("a revived coordinator retries with the next number"),
    ROWS_BELIEVED_DURABLE("published before its rows are durable"),
    PARTS_NOT_SYNCED("published before its parts are durable"),
    KEPT_BUNDLE_FORGOTTEN("the kept bundle is not replaced by the next one"),
    PROMISE_NOT_KEPT("a falsely suspected member does not keep its promise"),
    SNAPSHOT_ALIASED("the snapshot aliases the live state"),
    LATE_CHUNK_ACCEPTED("a late chunk of an older generation is accepted"),
    GENERATOR_KEPT("samples are drawn from a generator that is no part of the state");

    private final String words;

    PlantedBug(String words) {
        this.words = words;
    }

    /** In words. */
    String words() {
        return words;
    }

    /** The bug, for one world. */
    Defect defect() {
        return switch (this) {
            case CLAIM_ALWAYS_WON -> new ClaimAlwaysWon();
            case LOWER_TERM_OBEYED -> new LowerTermObeyed();
            case RETRIES_WITH_THE_NEXT_NUMBER -> new RetriesWithTheNext();
            case ROWS_BELIEVED_DURABLE -> new RowsBelievedDurable();
            case PARTS_NOT_SYNCED -> new PartsNotSynced();
            case KEPT_BUNDLE_FORGOTTEN -> new KeptBundleForgotten();
            case PROMISE_NOT_KEPT -> new PromiseNotKept();
            case SNAPSHOT_ALIASED -> new SnapshotAliased();
            case LATE_CHUNK_ACCEPTED -> new LateChunkAccepted();
            case GENERATOR_KEPT -> new GeneratorKept();
        };
    }

    private static final class ClaimAlwaysWon implements Defect {

        @Override
        public RunLedger ledger(SimulatedCoordinator coordinator, RunLedger ledger) {
            return new ForwardingLedger(ledger) {

                @Override
                public CompletionStage<Boolean> claim(long term, long generation) {
                    return super.claim(term, generation).thenApply(won -> true);
                }
            };
        }
    }

    private static final class LowerTermObeyed implements Defect {

        @Override
        public Order order(SimulatedWorker worker, Order order) {
            long term = worker.term();
            return order.term() < term ? raised(order, term) : order;
        }

        private static Order raised(Order order, long term) {
            if (order instanceof Order.Suspend suspend) {
                return new Order.Suspend(term, suspend.generation());
            } else if (order instanceof Order.Activate activate) {
                return new Order.Activate(term, activate.assignment());
            } else if (order instanceof Order.Run run) {
                return new Order.Run(term, run.generation(), run.grant(), run.to(), run.cadence());
            }
            return order;
        }
    }

    /** It reads the highest number, and claims again for the members of its generation. */
    private static final class RetriesWithTheNext implements Defect {

        @Override
        public RunLedger ledger(SimulatedCoordinator coordinator, RunLedger ledger) {
            SimulatedStore store = coordinator.world.store;
            return new ForwardingLedger(ledger) {

                @Override
                public CompletionStage<Boolean> claim(long term, long generation) {
                    return super.claim(store.terms.last(), generation);
                }
            };
        }

        @Override
        public List<Event> heard(SimulatedCoordinator coordinator, Event event) {
            boolean refused = event instanceof Event.Claimed claimed && !claimed.won();
            Optional<SimulatedWorker> member =
                    coordinator.known().values().stream().findFirst().filter(any -> refused);
            long highest = coordinator.world.store.claims.isEmpty() ? 0 : coordinator.world.store.claims.lastKey();
            return member.map(worker -> List.<Event>of(
                            new Event.Joined(worker.host(), highest, Optional.empty()),
                            new Event.Lost(worker.worker, "to be claimed again"),
                            new Event.Joined(worker.host(), highest, Optional.empty())))
                    .orElse(List.of(event));
        }
    }

    /** What was appended counts as durable while it is still on its way. */
    private static final class RowsBelievedDurable implements Defect {

        @Override
        public RunLedger ledger(SimulatedCoordinator coordinator, RunLedger ledger) {
            return new ForwardingLedger(ledger) {

                @Override
                public CompletionStage<Void> append(List<StepRow> rows) {
                    coordinator.within(500_000, () -> super.append(rows));
                    return CompletableFuture.completedFuture(null);
                }
            };
        }
    }

    private static final class PartsNotSynced implements Defect {

        @Override
        public boolean syncs() {
            return false;
        }
    }

    private static final class KeptBundleForgotten implements Defect {

        @Override
        public Optional<Numbers.Bundle> kept(Optional<Numbers.Bundle> before, Numbers.Bundle sum) {
            return before.isPresent() ? before : Optional.of(sum);
        }
    }

    /** The promise is given at once, and the step under way is finished all the same. */
    private static final class PromiseNotKept implements Defect {

        @Override
        public WorkerDecision decision(SimulatedWorker worker, WorkerEvent event, WorkerDecision decision) {
            if (!(event instanceof WorkerEvent.Ordered ordered)
                    || !(ordered.order() instanceof Order.Suspend suspend)
                    || !worker.engine.standsSomewhere()) {
                return decision;
            }
            Report.Promise promise =
                    new Report.Promise(suspend.term(), suspend.generation(), Optional.of(worker.engine.standing()));
            List<WorkerEffect> effects = decision.effects().stream()
                    .map(effect -> effect instanceof WorkerEffect.Interrupt ? new WorkerEffect.Send(promise) : effect)
                    .toList();
            return new WorkerDecision(decision.state(), effects);
        }
    }

    private static final class SnapshotAliased implements Defect {

        @Override
        public Numbers.State snapshot(Numbers.State asked, Numbers.State now) {
            return now;
        }
    }

    private static final class LateChunkAccepted implements Defect {

        @Override
        public boolean admits(Plane.Chunk chunk, long generation) {
            return chunk.generation() <= generation;
        }
    }

    private static final class GeneratorKept implements Defect {

        private final IdentityHashMap<SimulatedEngine, Long> drawn = new IdentityHashMap<>();

        @Override
        public long drawing(SimulatedEngine engine, long step) {
            return drawn.merge(engine, 1L, Long::sum);
        }
    }
}
