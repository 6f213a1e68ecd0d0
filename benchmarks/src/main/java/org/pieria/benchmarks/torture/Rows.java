package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of a run's {@code steps.csv}, without what may depend on what happened.
 *
 * @param bits phase, step, bits of the loss, digest of the state
 */
record Rows(List<String> bits) {

    Rows {
        bits = List.copyOf(bits);
    }

    static Rows of(Path run) throws IOException {
        try (Stream<String> lines = Files.lines(run.resolve("steps.csv"))) {
            return new Rows(lines.skip(1).map(Rows::bits).toList());
        }
    }

    private static String bits(String line) {
        String[] cells = line.split(",", -1);
        return String.join(",", cells[0], cells[1], cells[5], cells[6]);
    }

    int size() {
        return bits.size();
    }

    Rows first(int count) {
        return new Rows(bits.subList(0, Math.min(count, size())));
    }

    /** The rows that differ from those of another run, as far as either goes. */
    List<String> differences(Rows other) {
        int most = Math.max(size(), other.size());
        return Stream.iterate(0, i -> i < most, i -> i + 1)
                .filter(i -> !row(i).equals(other.row(i)))
                .map(i -> row(i) + " instead of " + other.row(i))
                .toList();
    }

    private String row(int index) {
        return index < size() ? bits.get(index) : "no row";
    }
}
