package org.pieria.actors.training;

import java.util.AbstractMap;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.TreeMap;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.Ordering;

/**
 * An immutable map in the order of its keys that shares what it can with the map that it was made from: one entry more or
 * less costs next to nothing, however many there are. A coordinator of thousands of workers changes one entry with every
 * message; and what it tells several of them, it tells in the same order in every process.
 */
final class SharedMap<K extends Comparable<K>, V> extends AbstractMap<K, V> {

    private final TreeMap<K, V> tree;

    private SharedMap(TreeMap<K, V> tree) {
        this.tree = tree;
    }

    /** A map with the same entries: the same one if it is shared already. */
    static <K extends Comparable<K>, V> SharedMap<K, V> copyOf(Map<K, V> map) {
        if (map instanceof SharedMap<K, V> shared) {
            return shared;
        }
        SharedMap<K, V> copy =
                new SharedMap<>(new TreeMap<>(Ordering.comparatorToOrdering(Comparator.<K>naturalOrder())));
        for (Map.Entry<K, V> entry : map.entrySet()) {
            copy = copy.with(entry.getKey(), entry.getValue());
        }
        return copy;
    }

    SharedMap<K, V> with(K key, V value) {
        return new SharedMap<>(tree.updated(key, value));
    }

    SharedMap<K, V> without(K key) {
        return new SharedMap<>(tree.removed(key));
    }

    @Override
    public int size() {
        return tree.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    @SuppressWarnings("unchecked") // only compared
    public @Nullable V get(Object key) {
        scala.Option<V> found = tree.get((K) key);
        return found.isDefined() ? found.get() : null;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return CollectionConverters.asJava(tree).entrySet();
    }
}
