package org.pieria.actors.training;

import java.util.List;
import org.pieria.actors.port.Assignment;

/** How a worker obeys. Orders of a lower term, of a finished generation, or overtaken by a newer grant are ignored. */
final class WorkerOrders {

    private static final Cases<Order, WorkerTurn> ORDERS = Cases.<Order, WorkerTurn>of(Order.class)
            .on(Order.Welcome.class, WorkerOrders::welcome)
            .on(Order.Refuse.class, (turn, order) -> turn.effect(new WorkerEffect.Refused(order.reason())))
            .on(Order.Evict.class, WorkerOrders::evict)
            .on(Order.Suspend.class, WorkerOrders::suspend)
            .on(Order.Activate.class, WorkerOrders::activate)
            .on(Order.Warm.class, WorkerOrders::warm)
            .on(Order.Run.class, WorkerOrders::run)
            .on(Order.Hold.class, WorkerOrders::hold)
            .on(Order.RunTo.class, WorkerOrders::runTo)
            .on(Order.Save.class, WorkerOrders::save)
            .on(Order.Perform.class, WorkerOrders::perform)
            .on(Order.Dismiss.class, WorkerOrders::dismiss)
            .build();

    private WorkerOrders() {}

    static void obey(WorkerTurn turn, Order order) {
        if (order.term() >= turn.allegiance.term()) {
            if (order.term() > turn.allegiance.term()) {
                turn.repeatAll();
            }
            turn.allegiance = turn.allegiance.under(order.term());
            ORDERS.accept(turn, order);
        }
    }

    private static void welcome(WorkerTurn turn, Order.Welcome order) {
        turn.archive = turn.archive.upTo(order.phase(), order.durable());
    }

    private static void evict(WorkerTurn turn, Order.Evict order) {
        turn.effect(new WorkerEffect.Interrupt(Long.MAX_VALUE));
        turn.effect(new WorkerEffect.Evicted(order.reason()));
    }

    private static void suspend(WorkerTurn turn, Order.Suspend order) {
        boolean active = turn.engine.generation() == order.generation()
                || turn.allegiance.next().isPresent();
        long promised = turn.allegiance.promised();
        if (order.generation() > promised || (order.generation() == promised && !active)) {
            turn.allegiance = turn.allegiance.promising(order.generation());
            turn.chores = turn.chores.at(List.of());
            turn.effect(new WorkerEffect.Interrupt(order.generation()));
        }
    }

    private static void activate(WorkerTurn turn, Order.Activate order) {
        Assignment assignment = order.assignment();
        long generation = assignment.generation();
        if (generation < turn.allegiance.promised()) {
            return;
        }
        if (turn.engine.generation() == generation) {
            repeatReady(turn, generation);
        } else if (turn.allegiance.next().filter(assignment::equals).isEmpty()) {
            turn.allegiance = turn.allegiance.activating(assignment);
            turn.effect(new WorkerEffect.Interrupt(generation));
        }
    }

    /** Only a worker that was granted nothing yet stands where it stood when it became ready. */
    private static void repeatReady(WorkerTurn turn, long generation) {
        if (turn.serves(generation) && turn.window.grant() == 0) {
            turn.engine.standing().ifPresent(standing -> turn.send(new Report.Ready(generation, standing)));
        }
    }

    /** A member, or one that is about to be, has no use for it. */
    private static void warm(WorkerTurn turn, Order.Warm order) {
        String phase = order.assignment().phase();
        if (turn.engine.warm().filter(phase::equals).isPresent()) {
            turn.send(new Report.Warmed(phase));
        } else if (isFree(turn)) {
            turn.engine = turn.engine.warming();
            turn.archive = turn.archive.withoutSteps();
            turn.effect(new WorkerEffect.Warm(order.assignment()));
        }
    }

    private static boolean isFree(WorkerTurn turn) {
        boolean wanted = turn.allegiance.promiseDue() || turn.allegiance.next().isPresent();
        boolean idle = turn.engine.idle() && turn.chores.performing().isEmpty();
        return idle && !wanted && turn.allegiance.leaving().isEmpty() && !turn.serves(turn.engine.generation());
    }

    private static void run(WorkerTurn turn, Order.Run order) {
        if (turn.serves(order.generation()) && order.grant() > turn.window.grant()) {
            turn.window = turn.window.granting(order);
        }
    }

    private static void hold(WorkerTurn turn, Order.Hold order) {
        if (!turn.serves(order.generation()) || order.grant() < turn.window.grant()) {
            return;
        }
        if (order.grant() > turn.window.grant()) {
            turn.window = turn.window.held(order.grant());
        }
        turn.send(new Report.Held(order.generation(), order.grant(), turn.window.contributed()));
    }

    private static void runTo(WorkerTurn turn, Order.RunTo order) {
        if (turn.serves(order.generation()) && order.grant() > turn.window.grant()) {
            turn.window = turn.window.upTo(order.grant(), order.to());
        }
    }

    private static void save(WorkerTurn turn, Order.Save order) {
        Assignment part = turn.engine.assignment().orElse(null);
        if (part == null || part.generation() != order.generation()) {
            return;
        }
        String directory = SavePath.of(part.phase(), order.step(), order.generation(), order.attempt());
        if (turn.archive.saves().containsKey(directory)) {
            turn.savedBefore(directory).ifPresent(turn::send);
        } else if (turn.serves(order.generation()) && turn.engine.idle() && turn.engine.applied() == order.step()) {
            turn.save(order.step(), order.attempt());
        }
    }

    /** A unit of the same name that uses another checkpoint, as a successor may ask for, is another unit. */
    private static void perform(WorkerTurn turn, Order.Perform order) {
        Report.Performed done = turn.chores.done().get(order.unit().name());
        if (done != null && done.unit().equals(order.unit())) {
            turn.send(done);
        } else if (!turn.chores.has(order.unit())) {
            turn.chores = turn.chores.with(order.unit());
        }
    }

    private static void dismiss(WorkerTurn turn, Order.Dismiss order) {
        turn.effect(new WorkerEffect.Interrupt(Long.MAX_VALUE));
        turn.effect(new WorkerEffect.Dismissed(order.success(), order.reason()));
    }
}
