package org.pieria.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.function.Consumer;
import org.pieria.actors.view.RunEvent;

/** Receives a run's events for one consumer; asks again now and then, so that a new coordinator finds it too. */
final class EventSubscription {

    private static final Duration AGAIN = Duration.ofSeconds(5);

    sealed interface Command {}

    /** The consumer wants no more. */
    enum Close implements Command {
        INSTANCE
    }

    private enum Again implements Command {
        INSTANCE
    }

    private record Arrived(Coordinator.Told told) implements Command {}

    private final ActorRef<Coordinator.Command> coordinator;
    private final ActorRef<Coordinator.Told> arrivals;
    private final Consumer<RunEvent> consumer;
    private long last;

    private EventSubscription(
            ActorContext<Command> context,
            ActorRef<Coordinator.Command> coordinator,
            long after,
            Consumer<RunEvent> consumer) {
        this.coordinator = coordinator;
        this.arrivals = context.messageAdapter(Coordinator.Told.class, Arrived::new);
        this.consumer = consumer;
        this.last = after;
    }

    static Behavior<Command> create(
            ActorRef<Coordinator.Command> coordinator, long after, Consumer<RunEvent> consumer) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Again.INSTANCE, AGAIN);
            return new EventSubscription(context, coordinator, after, consumer).begin();
        }));
    }

    private Behavior<Command> begin() {
        ask();
        return SealedReceive.of(Command.class)
                .on(Close.class, close -> close())
                .on(Again.class, again -> ask())
                .on(Arrived.class, this::arrived)
                .build();
    }

    private Behavior<Command> ask() {
        coordinator.tell(new Coordinator.Subscribe(last, arrivals));
        return Behaviors.same();
    }

    private Behavior<Command> close() {
        coordinator.tell(new Coordinator.Unsubscribe(arrivals));
        return Behaviors.stopped();
    }

    /** Events come in order; what was told before, by an earlier asking, is passed over. */
    private Behavior<Command> arrived(Arrived message) {
        RunEvent event = message.told().event();
        if (event.id() > last) {
            last = event.id();
            consumer.accept(event);
        }
        return Behaviors.same();
    }
}
