package org.pieria.cluster.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Spells out the command lines of a launch: the same Java and class path, a heap and a port of each child's own. */
final class ChildCommands {

    /** Ctrl-C at a terminal reaches every process of the group; only the launcher may act on it, it stops the others in order. */
    private static final List<String> SHIELD = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final LaunchPlan plan;
    private final SharedMemory memory;
    private final Heaps heaps;
    private final Ports ports;

    ChildCommands(LaunchPlan plan, SharedMemory memory, Heaps heaps, Ports ports) {
        this.plan = plan;
        this.memory = memory;
        this.heaps = heaps;
        this.ports = ports;
    }

    /**
     * Coordinators first.
     *
     * @param main the class whose main method understands {@code node}
     */
    List<ChildSpec> all(String main) {
        List<ChildSpec> children = new ArrayList<>();
        IntStream.range(0, ports.coordinators().size()).forEach(i -> children.add(coordinator(i, main)));
        IntStream.range(0, ports.workers().size()).forEach(i -> children.add(worker(i, main)));
        return children;
    }

    private ChildSpec coordinator(int index, String main) {
        List<String> sets =
                new ArrayList<>(List.of("cluster.port=" + ports.coordinators().get(index)));
        if (index > 0) {
            sets.add("http.port=0");
        }
        String name = "coordinator-" + (index + 1);
        return child(name, "coordinator", java(name, heaps.coordinator(), main), sets);
    }

    private ChildSpec worker(int index, String main) {
        String name = "worker-" + (index + 1);
        List<String> sets = List.of("cluster.port=" + ports.workers().get(index), "http.port=0");
        return child(name, "worker", java(name, heaps.worker(), main), sets);
    }

    private ChildSpec child(String name, String role, List<String> java, List<String> sets) {
        List<String> command = new ArrayList<>(SHIELD);
        command.addAll(java);
        command.addAll(List.of("node", "--role", role, "--name", name, "--parent-pipe"));
        command.addAll(List.of("--config", plan.folder().configuration().toString()));
        command.addAll(List.of("--dir", plan.folder().directory().toString()));
        sets.forEach(set -> command.addAll(List.of("--set", set)));
        return new ChildSpec(name, command, plan.folder().log(name));
    }

    private List<String> java(String name, int heap, String main) {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(JvmFlags.of(Runtime.version().feature()));
        java.addAll(HugePages.flags());
        java.addAll(List.of("-Xmx" + heap + "m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
        java.add("-Daeron.dir=" + memory.ofChild(name));
        java.add("-Dpieria.home=" + System.getProperty("pieria.home", ""));
        java.addAll(List.of("-cp", absoluteClassPath(), main));
        return java;
    }

    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
