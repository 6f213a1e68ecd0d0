package org.pieria.cluster.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pieria.checkpointing.digest.Sha256;

/**
 * What determines the bits of a run: sorted keys with canonical values. Two runs with equal digests compute the same.
 *
 * @param values by key, in order of key
 */
public record Contract(SortedMap<String, String> values) {

    private static final String OPTIONAL = "phases.vqgan-decoder.";

    /** Younger than the first contracts: at its first default it is left out, so that their runs go on. */
    private static final String YOUNGER = "training.skip-limit";

    private static final int FIRST_DEFAULT = 10;

    public Contract {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    static Contract of(Configuration configuration) {
        Config pieria = configuration.pieria();
        SortedMap<String, String> values = new TreeMap<>();
        KeyTable.pieria().keys().stream()
                .filter(key -> key.kind() == Kind.CONTRACT && counts(key, pieria))
                .forEach(key -> values.put(key.path(), Rendering.canonical(key, pieria.getValue(key.path()))));
        return new Contract(values);
    }

    /** The optional phase determines nothing where the order leaves it out. */
    private static boolean counts(Key key, Config pieria) {
        if (key.path().equals(YOUNGER)) {
            return pieria.getInt(YOUNGER) != FIRST_DEFAULT;
        }
        return !key.path().startsWith(OPTIONAL)
                || pieria.getStringList("phases.order").contains("vqgan-decoder");
    }

    /** A contract that was written down. */
    public static Contract of(Map<String, String> values) {
        return new Contract(new TreeMap<>(values));
    }

    /** With one more fact that determines bits, for example the digest of the data index. */
    public Contract with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(values);
        more.put(key, value);
        return new Contract(more);
    }

    /** SHA-256 over all keys and values, 64 hex digits. */
    public String digest() {
        return Sha256.hex(text());
    }

    /**
     * One line per key that differs: {@code key: here a, there b}; empty if equal. That only one of the two has the optional
     * phase is said by the order alone.
     */
    public List<String> differences(Contract other) {
        TreeSet<String> keys = new TreeSet<>(values.keySet());
        keys.addAll(other.values.keySet());
        keys.removeIf(key -> key.startsWith(OPTIONAL) && values.containsKey(key) != other.values.containsKey(key));
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            String mine = values.getOrDefault(key, "(absent)");
            String theirs = other.values.getOrDefault(key, "(absent)");
            if (!mine.equals(theirs)) {
                lines.add(key + ": now " + mine + ", recorded " + theirs);
            }
        }
        return lines;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
