package org.pieria.actors;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.BehaviorBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.pieria.actors.training.Cases;

/**
 * Builds a behavior that must name every message of a sealed protocol.
 *
 * @param <T> the protocol
 */
public final class SealedReceive<T> {

    private final Class<T> protocol;
    private final Set<Class<?>> handled = new HashSet<>();
    private BehaviorBuilder<T> builder = BehaviorBuilder.create();

    private SealedReceive(Class<T> protocol) {
        this.protocol = protocol;
    }

    /** Starts a behavior of a sealed protocol. */
    public static <T> SealedReceive<T> of(Class<T> protocol) {
        return new SealedReceive<>(protocol);
    }

    /** What to do with one message; the answer is the next behavior. */
    public <M extends T> SealedReceive<T> on(Class<M> type, Function<M, Behavior<T>> handler) {
        builder = builder.onMessage(type, handler::apply);
        handled.add(type);
        return this;
    }

    /** Ends the behavior; throws, naming them, when messages were left out. */
    public Behavior<T> build() {
        List<String> missing = Cases.missing(protocol, handled);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(protocol.getName() + " has unhandled messages: " + missing);
        }
        return builder.build();
    }
}
