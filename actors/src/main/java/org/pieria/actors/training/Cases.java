package org.pieria.actors.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses what to do by the kind of a sealed value; cannot be built while a kind is left out.
 *
 * @param <S> the sealed type
 * @param <C> what the chosen action works on
 */
public final class Cases<S, C> {

    private final Class<S> sealed;
    private final Map<Class<?>, BiConsumer<C, S>> actions;

    private Cases(Class<S> sealed, Map<Class<?>, BiConsumer<C, S>> actions) {
        this.sealed = sealed;
        this.actions = Map.copyOf(actions);
    }

    /** Starts the choice among the kinds of a sealed type. */
    public static <S, C> Builder<S, C> of(Class<S> sealed) {
        return new Builder<>(sealed);
    }

    /** All concrete kinds of a sealed type; the type itself where it is not sealed. */
    public static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(Cases::kinds) : Stream.of(type);
    }

    /** The names of the kinds that are not among the handled ones, sorted. */
    public static List<String> missing(Class<?> sealed, Set<Class<?>> handled) {
        return kinds(sealed)
                .filter(kind -> !handled.contains(kind))
                .map(Class::getSimpleName)
                .sorted()
                .collect(Collectors.toList());
    }

    /** Carries out the action for the value's kind. */
    public void accept(C context, S value) {
        BiConsumer<C, S> action = actions.get(value.getClass());
        if (action == null) {
            throw new IllegalStateException(value.getClass().getName() + " is no " + sealed.getName());
        }
        action.accept(context, value);
    }

    /** Collects the actions. */
    public static final class Builder<S, C> {

        private final Class<S> sealed;
        private final Map<Class<?>, BiConsumer<C, S>> actions = new HashMap<>();

        private Builder(Class<S> sealed) {
            this.sealed = sealed;
        }

        /** What to do with one kind. */
        public <M extends S> Builder<S, C> on(Class<M> kind, BiConsumer<C, M> action) {
            actions.put(kind, (context, value) -> action.accept(context, kind.cast(value)));
            return this;
        }

        /** Ends the choice; throws when a kind was left out. */
        public Cases<S, C> build() {
            List<String> missing = missing(sealed, actions.keySet());
            if (!missing.isEmpty()) {
                throw new IllegalStateException(sealed.getName() + " has unhandled kinds: " + missing);
            }
            return new Cases<>(sealed, actions);
        }
    }
}
