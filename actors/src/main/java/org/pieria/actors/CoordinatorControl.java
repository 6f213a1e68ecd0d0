package org.pieria.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;

/** Looks at and steers a run through its coordinator, wherever that is. Thread-safe. */
public final class CoordinatorControl implements RunControl {

    private final ActorSystem<?> system;
    private final ActorRef<Coordinator.Command> coordinator;
    private final Duration deadline;
    private final AtomicLong subscriptions = new AtomicLong();

    /**
     * A control.
     *
     * @param coordinator the coordinator itself or a proxy of the singleton
     * @param deadline the longest wait for an answer
     */
    public CoordinatorControl(ActorSystem<?> system, ActorRef<Coordinator.Command> coordinator, Duration deadline) {
        this.system = system;
        this.coordinator = coordinator;
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<ClusterView> view() {
        return ask(Coordinator.View::new, Coordinator.Viewed::view);
    }

    @Override
    public CompletionStage<Answer> start(String phase) {
        return ask(replyTo -> new Coordinator.Start(phase, replyTo), Coordinator.Answered::answer);
    }

    @Override
    public CompletionStage<Answer> pause(String phase) {
        return ask(replyTo -> new Coordinator.Pause(phase, replyTo), Coordinator.Answered::answer);
    }

    @Override
    public CompletionStage<Answer> stop(String phase) {
        return ask(replyTo -> new Coordinator.Stop(phase, replyTo), Coordinator.Answered::answer);
    }

    @Override
    public CompletionStage<Answer> drain(String worker) {
        return ask(replyTo -> new Coordinator.Drain(worker, replyTo), Coordinator.Answered::answer);
    }

    private <R, T> CompletionStage<T> ask(Function<ActorRef<R>, Coordinator.Command> question, Function<R, T> content) {
        CompletionStage<R> answer = AskPattern.ask(coordinator, question::apply, deadline, system.scheduler());
        return answer.handle((reply, failure) -> content.apply(present(reply, failure)));
    }

    private <R> R present(@Nullable R reply, @Nullable Throwable failure) {
        if (reply != null) {
            return reply;
        }
        if (failure instanceof TimeoutException) {
            throw new CompletionException(
                    new IllegalStateException("the coordinator gave no answer within " + deadline.toMillis() + " ms"));
        }
        throw new CompletionException(failure);
    }

    @Override
    public AutoCloseable subscribe(long after, Consumer<RunEvent> consumer) {
        String name = "run-events-" + subscriptions.incrementAndGet() + "-"
                + coordinator.path().uid();
        ActorRef<EventSubscription.Command> subscription = system.systemActorOf(
                EventSubscription.create(coordinator, after, consumer), unique(name), Props.empty());
        return () -> subscription.tell(EventSubscription.Close.INSTANCE);
    }

    /** Several controls may live in one system. */
    private String unique(String name) {
        return name + "-" + Integer.toHexString(System.identityHashCode(this));
    }
}
