package org.pieria.worker.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the threads of a process are about at one moment, which tells a process that hangs from one that gets no core.
 *
 * @param counts by the state's letter in proc(5), how many threads are in it; empty where the system shows none
 */
public record ThreadStates(Map<Character, Integer> counts) {

    private static final char READY = 'R';
    private static final char IN_KERNEL = 'D';
    private static final String STOPPED = "Tt";

    /** Keeps a copy. */
    public ThreadStates {
        counts = Map.copyOf(counts);
    }

    /** Of a process that cannot be seen. */
    public static ThreadStates unseen() {
        return new ThreadStates(Map.of());
    }

    /** Looks at a process that can be seen from here. */
    static ThreadStates of(long process) {
        Map<Character, Integer> counts = new TreeMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + process + "/task"))) {
            threads.forEach(thread -> state(thread).ifPresent(state -> counts.merge(state, 1, Integer::sum)));
        } catch (IOException | DirectoryIteratorException e) {
            return unseen(); // it has ended, or this system has no such directory
        }
        return new ThreadStates(counts);
    }

    private static Optional<Character> state(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            return Optional.of(line.charAt(line.lastIndexOf(')') + 2));
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return Optional.empty(); // the thread has ended
        }
    }

    /**
     * Whether the process would go on if the host let it: a thread is ready to run, or waits in the kernel for memory or a
     * file. Of a process that is stopped, or whose threads wait for each other, none does.
     */
    public boolean wouldRun() {
        return counts.containsKey(READY) || counts.containsKey(IN_KERNEL);
    }

    /** In words, for who reads a log. */
    @Override
    public String toString() {
        return counts.isEmpty() ? "its threads cannot be seen" : judgement() + " (threads: " + numbers() + ")";
    }

    private String judgement() {
        if (wouldRun()) {
            return "it wants to run";
        }
        boolean stopped = counts.keySet().stream().allMatch(state -> STOPPED.indexOf(state) >= 0);
        return stopped ? "it is stopped" : "it does nothing";
    }

    private String numbers() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(joining(", "));
    }
}
