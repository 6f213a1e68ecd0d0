package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies of immutable collections with one thing more or less. */
final class Lists {

    private Lists() {}

    static <T> List<T> plus(List<T> list, T more) {
        List<T> next = new ArrayList<>(list);
        next.add(more);
        return List.copyOf(next);
    }

    static <K extends Comparable<K>, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        return SharedMap.copyOf(map).with(key, value);
    }

    static <K extends Comparable<K>, V> Map<K, V> minus(Map<K, V> map, K key) {
        return SharedMap.copyOf(map).without(key);
    }
}
