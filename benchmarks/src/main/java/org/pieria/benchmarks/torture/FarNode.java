package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pieria.cluster.Main;
import org.pieria.cluster.launch.JvmFlags;

/** A node in a network namespace, started again whenever it ends, as a service manager would. One thread. */
final class FarNode implements AutoCloseable {

    private static final int PORT = 25_520;

    private final Place place;
    private final List<String> command;
    private Process process;
    private int restarts;

    /**
     * Where a node runs.
     *
     * @param side of the link, 1 or 2
     * @param name worker-1, coordinator-1 ...
     * @param index among the nodes of its side: it gets a port of its own
     */
    record Place(Path directory, int side, String name, int index) {

        String role() {
            return name.substring(0, name.indexOf('-'));
        }

        Path log() {
            return directory.resolveSibling(name + ".log");
        }
    }

    private FarNode(Place place, List<String> command) throws IOException {
        this.place = place;
        this.command = List.copyOf(command);
        this.process = begin();
    }

    static FarNode start(Link link, Place place, List<String> sets) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", link.space(place.side())));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.of(Runtime.version().feature()));
        command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dpieria.home=" + System.getProperty("pieria.home", "."));
        command.add("-Dpieria.milestones=" + RealRun.trails(place.directory()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "node"));
        command.addAll(List.of("--role", place.role(), "--name", place.name(), "--config", "tiny"));
        command.addAll(List.of("--dir", place.directory().toString()));
        String own = Link.address(place.side());
        int port = PORT + place.index();
        sets(command, "cluster.host=" + own, "cluster.port=" + port, "workers.data-host=" + own);
        sets(command, sets.toArray(String[]::new));
        if (place.side() != 1 || place.index() != 0) {
            command.addAll(List.of("--seed", Link.address(1) + ":" + PORT));
        }
        return new FarNode(place, command);
    }

    private static void sets(List<String> command, String... sets) {
        for (String set : sets) {
            command.addAll(List.of("--set", set));
        }
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    /** Starts it again if it has ended. */
    void tend() throws IOException {
        if (!process.isAlive()) {
            restarts++;
            process = begin();
        }
    }

    int restarts() {
        return restarts;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
