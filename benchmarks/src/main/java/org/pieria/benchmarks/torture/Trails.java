package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What all processes of a run have passed so far, read from the files that they leave; each line once. One thread. */
final class Trails {

    private static final Comparator<Passing> BY_TIME = Comparator.comparingLong(Passing::at);

    private final Path directory;
    private final Map<Path, Long> read = new HashMap<>();
    private final List<Passing> passings = new ArrayList<>();

    Trails(Path directory) {
        this.directory = directory;
    }

    /** Everything up to now, by time. */
    List<Passing> all() throws IOException {
        news();
        return passings.stream().sorted(BY_TIME).toList();
    }

    /** What was not told before, by time; what one process passed never comes out of order. */
    List<Passing> news() throws IOException {
        List<Passing> fresh = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".csv")).toList()) {
                    more(file, fresh);
                }
            }
        }
        fresh.sort(BY_TIME);
        passings.addAll(fresh);
        return fresh;
    }

    private void more(Path file, List<Passing> fresh) throws IOException {
        long pid = Long.parseLong(file.getFileName().toString().replace(".csv", ""));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long from = read.getOrDefault(file, 0L);
            byte[] bytes = new byte[Math.toIntExact(open.length() - from)];
            open.seek(from);
            open.readFully(bytes);
            String text = new String(bytes, StandardCharsets.US_ASCII);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(line -> fresh.add(Passing.parse(pid, line)));
            read.put(file, from + end);
        }
    }
}
