package org.pieria.model.transformer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Values by name; asking for one that is not there is an error. */
final class Named<T> {

    private final Map<String, T> values = new LinkedHashMap<>();

    T get(String name) {
        return Objects.requireNonNull(values.get(name), () -> "nothing is called " + name);
    }

    void put(String name, T value) {
        values.put(name, value);
    }

    void replaceAll(BiFunction<String, T, T> change) {
        values.replaceAll(change);
    }

    Set<String> names() {
        return Set.copyOf(values.keySet());
    }
}
