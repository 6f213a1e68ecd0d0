package org.pieria.actors.training;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An immutable map that shares what it can with the map that it was made from: one entry more or less costs next to nothing,
 * however many there are. A coordinator of thousands of workers changes one entry with every message.
 */
final class SharedMap<K, V> extends AbstractMap<K, V> {

    private final HashMap<K, V> trie;

    private SharedMap(HashMap<K, V> trie) {
        this.trie = trie;
    }

    /** A map with the same entries: the same one if it is shared already. */
    static <K, V> SharedMap<K, V> copyOf(Map<K, V> map) {
        if (map instanceof SharedMap<K, V> shared) {
            return shared;
        }
        SharedMap<K, V> copy = new SharedMap<>(new HashMap<>());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            copy = copy.with(entry.getKey(), entry.getValue());
        }
        return copy;
    }

    SharedMap<K, V> with(K key, V value) {
        return new SharedMap<>(trie.updated(key, value));
    }

    SharedMap<K, V> without(K key) {
        return new SharedMap<>(trie.removed(key));
    }

    @Override
    public int size() {
        return trie.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    @SuppressWarnings("unchecked") // only compared
    public @Nullable V get(Object key) {
        scala.Option<V> found = trie.get((K) key);
        return found.isDefined() ? found.get() : null;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return CollectionConverters.asJava(trie).entrySet();
    }
}
