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

    private static final int USAGE = 2;

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

    /** Measures everything, one after another; exits with 2 when it does not understand what is asked for. */
    public static void main(String... arguments) throws IOException {
        try {
            measure(settings(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks/run all-reduce: " + wrong.getMessage());
            System.exit(USAGE);
        }
    }

    private static void measure(List<Setting> settings) throws IOException {
        int floats = settings.get(0).floats();
        int steps = settings.get(0).steps();
        print("%,d bytes; median of %d steps by the clock; busy: one rank's core time, mean%n", 4L * floats, steps);
        print("%-10s %5s %10s %8s %14s %10s", "transport", "ranks", "ms", "GB/s", "busy ms/rank", "GB/s busy");
        print("%s", new Setting("memcpy", 1, floats, steps).row(AllReduceRank.copy(floats, steps)));
        for (Setting setting : settings) {
            print("%s", setting.row(measure(setting)));
        }
    }

    /** RANKS, FLOATS, STEPS and TRANSPORTS, of which the last ones may be left out. */
    static List<Setting> settings(String... arguments) {
        if (arguments.length > DEFAULTS.size()) {
            throw new IllegalArgumentException(
                    "at most RANKS FLOATS STEPS TRANSPORTS, got " + String.join(" ", arguments));
        }
        List<String> given = new ArrayList<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i++) {
            given.set(i, arguments[i]);
        }
        int floats = count("FLOATS", given.get(1));
        int steps = count("STEPS", given.get(2));
        List<Setting> settings = new ArrayList<>();
        for (String ranks : words(given.get(0))) {
            int processes = count("RANKS", ranks);
            words(given.get(3))
                    .forEach(transport -> settings.add(new Setting(transport(transport), processes, floats, steps)));
        }
        return settings;
    }

    private static List<String> words(String list) {
        return List.of(list.split(",", -1));
    }

    private static int count(String name, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    name + " must be a whole number from 1 to 999999999, got '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static String transport(String name) {
        if (!words(DEFAULTS.get(3)).contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is no transport; there are " + DEFAULTS.get(3));
        }
        return name;
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
