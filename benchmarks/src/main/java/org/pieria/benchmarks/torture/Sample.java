package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process uses, as the kernel tells it.
 *
 * @param seconds since the first sample
 * @param resident memory of its own in MiB; shared memory is looked at as a whole, where it is taken at the start, and a process
 *     would seem to grow by each page of it that it touches for the first time
 * @param heap in MiB, NaN where it was not asked for
 */
record Sample(double seconds, String node, double resident, double heap, int threads, int files) {

    static final String HEADER = "seconds,node,resident_mib,heap_mib,threads,files";

    /** Looks at a process now; its heap after a collection when that is wanted. */
    static Sample of(Node node, double seconds, boolean heap) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(node.pid()));
        List<String> status = Files.readAllLines(process.resolve("status"));
        return new Sample(
                seconds,
                node.name(),
                (number(status, "VmRSS:") - number(status, "RssShmem:")) / 1024,
                heap ? heap(node) : Double.NaN,
                (int) number(status, "Threads:"),
                entries(process.resolve("fd")));
    }

    private static double number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double heap(Node node) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Shell.run(jcmd, Long.toString(node.pid()), "GC.run");
        String info = Shell.run(jcmd, Long.toString(node.pid()), "GC.heap_info");
        return info.lines()
                .filter(line -> line.contains("PSYoungGen") || line.contains("ParOldGen"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* used ([0-9]+)K.*", "$1")) / 1024)
                .sum();
    }

    static int entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    String csv() {
        return String.format(Locale.ROOT, "%.1f,%s,%.1f,%.2f,%d,%d", seconds, node, resident, heap, threads, files);
    }
}
