package org.pieria.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pieria.worker.collective.DataPlaneDriver;

/**
 * Measures the sum of a bundle over several processes of one host through every transport, beside a copy of the same bytes
 * and a plain ring over TCP without any checks. Arguments: ranks, floats, steps, transports; by default {@code 2,4 16777216
 * 40 shm,aeron:ipc,aeron:udp,tcp,ring}.
 */
public final class AllReduceBenchmark {

    private static final List<String> DEFAULTS =
            List.of("2,4", "16777216", "40", "shm,aeron:ipc,aeron:udp,tcp," + AllReduceRank.RING);

    private AllReduceBenchmark() {}

    /**
     * One measurement.
     *
     * @param transport of the data plane, or the plain ring
     * @param ranks processes
     * @param floats of the bundle
     * @param steps that are timed
     */
    record Setting(String transport, int ranks, int floats, int steps) {

        static Setting of(String... arguments) {
            return new Setting(
                    arguments[0],
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
        }

        /** The fewest slices that give each rank one. */
        int slices() {
            return ranks == 1 ? 1 : Integer.highestOneBit(ranks - 1) << 1;
        }

        ProcessBuilder process(int rank, String directory) {
            return JavaProcess.of(AllReduceRank.class, transport, ranks, floats, steps, rank, directory);
        }

        String row(StepTimes times) {
            double gigabytes = floats * (double) Float.BYTES / 1e9;
            return String.format(
                    Locale.ROOT,
                    "%-10s %5d %10.2f %8.2f %14.2f %10.2f",
                    transport,
                    ranks,
                    times.median() * 1e3,
                    gigabytes / times.median(),
                    times.busy() * 1e3,
                    gigabytes / times.busy());
        }
    }

    /** Measures everything, one after another. */
    public static void main(String... arguments) throws IOException {
        List<String> given = new ArrayList<>(DEFAULTS);
        for (int i = 0; i < Math.min(arguments.length, given.size()); i++) {
            given.set(i, arguments[i]);
        }
        int floats = Integer.parseInt(given.get(1));
        int steps = Integer.parseInt(given.get(2));
        print("%,d bytes; median of %d steps by the clock; busy: one rank's core time, mean%n", 4L * floats, steps);
        print("%-10s %5s %10s %8s %14s %10s", "transport", "ranks", "ms", "GB/s", "busy ms/rank", "GB/s busy");
        print("%s", new Setting("memcpy", 1, floats, steps).row(AllReduceRank.copy(floats, steps)));
        for (String ranks : List.of(given.get(0).split(",", -1))) {
            for (String transport : List.of(given.get(3).split(",", -1))) {
                Setting setting = new Setting(transport, Integer.parseInt(ranks), floats, steps);
                print("%s", setting.row(measure(setting)));
            }
        }
    }

    private static StepTimes measure(Setting setting) throws IOException {
        if (!setting.transport().startsWith("aeron:ipc")) {
            return measure(setting, "");
        }
        Path directory = DataPlaneDriver.newDirectory();
        try (DataPlaneDriver driver = DataPlaneDriver.start(directory)) {
            return measure(setting, driver.directory());
        }
    }

    private static StepTimes measure(Setting setting, String directory) throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int rank = 0; rank < setting.ranks(); rank++) {
            processes.add(setting.process(rank, directory).start());
        }
        List<BufferedReader> outputs = processes.stream()
                .map(process -> process.inputReader(StandardCharsets.UTF_8))
                .toList();
        String addresses =
                String.join(" ", outputs.stream().map(AllReduceBenchmark::line).toList());
        for (Process process : processes) {
            Writer writer = process.outputWriter(StandardCharsets.UTF_8);
            writer.write(addresses + "\n");
            writer.flush();
        }
        List<StepTimes> times =
                outputs.stream().map(output -> StepTimes.parse(line(output))).toList();
        for (Process process : processes) {
            process.outputWriter(StandardCharsets.UTF_8).close();
        }
        return StepTimes.slowest(times);
    }

    static String line(BufferedReader reader) {
        try {
            String line = reader.readLine();
            if (line == null) {
                throw new IllegalStateException("a process of the benchmark ended early; its error is above");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
