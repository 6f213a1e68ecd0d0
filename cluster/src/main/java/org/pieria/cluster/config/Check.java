package org.pieria.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares a resolved configuration with the key table and collects every problem. */
final class Check {

    private final KeyTable table = KeyTable.pieria();
    private final Map<String, ConfigValue> values = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private Check(Config resolved) {
        resolved.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    }

    /** All problems, each with its origin; empty if the configuration is fine. */
    static List<String> problems(Config resolved) {
        Check check = new Check(resolved);
        check.values.forEach(check::value);
        check.table.keys().forEach(check::present);
        if (check.problems.isEmpty()) {
            check.problems.addAll(CrossRules.problems(resolved));
        }
        return new ArrayList<>(check.problems);
    }

    private void value(String fullPath, ConfigValue value) {
        String path = fullPath.startsWith("pieria.") ? fullPath.substring("pieria.".length()) : "";
        Optional<Key> key = table.key(path);
        Optional<String> problem = key.isPresent() ? key.get().problem(value) : Optional.of(unknown(fullPath, path));
        problem.ifPresent(words -> add(value, path, words));
    }

    /** vqgan-high repeats what vqgan-low says, superres what base says: one mistake in the source is one problem. */
    private void add(ConfigValue value, String path, String words) {
        String leaf = path.substring(path.lastIndexOf('.') + 1);
        if (seen.add(Origin.of(value) + " " + leaf + " " + Rendering.of(value))) {
            problems.add(Origin.of(value) + ": " + words);
        }
    }

    private void present(Key key) {
        boolean excused = values.keySet().stream().anyMatch(path -> overlaps(path, "pieria." + key.path()));
        if (!excused) {
            problems.add(key.path() + " is missing; it must be " + key.type().words());
        }
    }

    private static boolean overlaps(String path, String key) {
        return path.equals(key) || path.startsWith(key + ".") || key.startsWith(path + ".");
    }

    private String unknown(String fullPath, String path) {
        if (table.isSection(path)) {
            return path + " is a section of keys, not a value";
        }
        String asked = path.isEmpty() ? fullPath : path;
        List<String> known = table.keys().stream().map(Key::path).toList();
        if (path.isEmpty() && table.key(asked).isPresent()) {
            return "unknown key '" + asked + "' - keys stand under pieria: pieria." + asked;
        }
        return "unknown key '" + asked + "'"
                + Suggestion.nearestKey(asked, known)
                        .map(key -> " - did you mean '" + key + "'?")
                        .orElse("");
    }
}
