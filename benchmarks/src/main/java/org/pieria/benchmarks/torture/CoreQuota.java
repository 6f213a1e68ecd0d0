package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group whose processes get a millisecond of a core in each second; it lets them go when it is closed. */
final class CoreQuota implements AutoCloseable {

    /** Where Linux shows the control groups for processor time in their first version. */
    static final Path ROOT = Path.of("/sys/fs/cgroup/cpu");

    private static final String PROCESSES = "cgroup.procs";
    private static final String PERIOD_MICROS = "1000000";
    private static final String QUOTA_MICROS = "1000";

    private final Path group;
    private final String pid;
    private final Path before;

    private CoreQuota(Path group, String pid, Path before) {
        this.group = group;
        this.pid = pid;
        this.before = before;
    }

    /** Whether a process may be put into such a group here. */
    static boolean available() {
        return Files.isWritable(ROOT.resolve("cpu.cfs_quota_us")) || (Shell.root() && Files.isWritable(ROOT));
    }

    /** A group for that process, which is not in it yet. */
    static CoreQuota of(long pid) throws IOException {
        Path group = Files.createDirectories(ROOT.resolve("pieria-starved-" + pid));
        Files.writeString(group.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
        Files.writeString(group.resolve("cpu.cfs_quota_us"), QUOTA_MICROS);
        return new CoreQuota(group, Long.toString(pid), groupOf(pid));
    }

    /** Starves the process from now on. */
    void hold() throws IOException {
        Files.writeString(group.resolve(PROCESSES), pid);
    }

    /** Lines of the file are {@code 1:cpu,cpuacct:/path}. */
    private static Path groupOf(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup")).stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",", -1)).contains("cpu"))
                .map(parts -> ROOT.resolve(parts[2].substring(1)))
                .findFirst()
                .orElse(ROOT);
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(Path.of("/proc", pid))) {
            Files.writeString(before.resolve(PROCESSES), pid);
        }
        Files.deleteIfExists(group);
    }
}
