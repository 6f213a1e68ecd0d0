package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How often the coordinators of a run gave somebody up, by what they wrote into their logs. */
final class Dismissals {

    /** A generation that was ended for a member, and a node that was taken out of the cluster: one loss may be both. */
    private static final List<String> WORDS = List.of("the generation is formed anew: ", " as [Down]");

    private Dismissals() {}

    /** Up to now, whether rightly or not. Slices that move end a generation too, but give nobody up. */
    static long in(Path directory) throws IOException {
        long found = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory.resolve("logs"), "coordinator-*.log")) {
            for (Path log : logs) {
                found += Files.readAllLines(log).stream()
                        .filter(line -> WORDS.stream().anyMatch(line::contains))
                        .count();
            }
        }
        return found;
    }
}
