package org.pieria.cluster.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant to type. */
final class Suggestion {

    private Suggestion() {}

    /** The nearest candidate, unless even that one resembles the word too little to be helpful. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= tolerated(word));
    }

    /** A key whose end is right (a forgotten section) is meant as well. */
    static Optional<String> nearestKey(String path, Collection<String> keys) {
        Optional<String> byEnd =
                single(keys.stream().filter(key -> key.endsWith("." + path)).toList());
        return byEnd.or(() -> nearest(path, keys));
    }

    /** Levenshtein's edit distance, on two rows. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row = next(row, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static int[] next(int[] above, char letter, String to) {
        int[] row = new int[above.length];
        row[0] = above[0] + 1;
        for (int j = 1; j < row.length; j++) {
            int replaced = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        }
        return row;
    }

    private static int tolerated(String word) {
        return Math.max(2, Math.min(4, word.length() / 3));
    }

    private static Optional<String> single(Collection<String> found) {
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }
}
