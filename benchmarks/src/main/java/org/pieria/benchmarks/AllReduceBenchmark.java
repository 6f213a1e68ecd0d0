package org.pieria.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.CollectiveConfig;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.collective.DataPlaneDriver;
import org.pieria.worker.collective.SliceTree;

/**
 * Measures the sum of a bundle over several processes of one host, beside a copy of the same bytes within one. Arguments:
 * ranks, floats, steps, transport; by default {@code 2 8388608 50 aeron:ipc}.
 */
public final class AllReduceBenchmark {

    private static final int WARM_UP = 20;

    private AllReduceBenchmark() {}

    /**
     * What is measured.
     *
     * @param ranks processes
     * @param floats of the bundle
     * @param steps that are timed
     * @param transport of the data plane
     */
    record Setting(int ranks, int floats, int steps, String transport) {

        static Setting of(String... arguments) {
            return new Setting(
                    arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2,
                    arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8 << 20,
                    arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50,
                    arguments.length > 3 ? arguments[3] : "aeron:ipc");
        }

        /** The fewest slices that give each rank one. */
        int slices() {
            return ranks == 1 ? 1 : Integer.highestOneBit(ranks - 1) << 1;
        }

        double gigabytesPerSecond(double seconds) {
            return floats * (double) Float.BYTES / seconds / 1e9;
        }

        ProcessBuilder process(int rank, String directory) {
            return JavaProcess.of(AllReduceBenchmark.class, ranks, floats, steps, transport, rank, directory);
        }
    }

    /** Measures; the fifth and sixth argument are for the processes that this one starts. */
    public static void main(String... arguments) throws IOException {
        Setting setting = Setting.of(arguments);
        if (arguments.length > 4) {
            rank(setting, Integer.parseInt(arguments[4]), arguments[5]);
            return;
        }
        print("copy of %,d floats: %s", setting.floats(), copy(setting).words(setting));
        Path directory = DataPlaneDriver.newDirectory();
        try (DataPlaneDriver driver = DataPlaneDriver.start(directory)) {
            measure(setting, setting.transport().startsWith("aeron:ipc") ? driver.directory() : "");
        }
    }

    private static void measure(Setting setting, String directory) throws IOException {
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
            try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
                writer.write(addresses + "\n");
            }
        }
        outputs.forEach(output -> print("%s", line(output)));
    }

    private static void rank(Setting setting, int rank, String directory) throws IOException {
        CollectiveConfig config =
                new CollectiveConfig(setting.transport(), "127.0.0.1", 0, directory, Duration.ofSeconds(60));
        try (DataPlane plane = DataPlane.open(config)) {
            print("%s", plane.address());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            List<String> addresses = List.of(line(input).split(" "));
            Collective collective = plane.join(1, rank, addresses, setting.slices(), setting.floats());
            int own =
                    new SliceTree(setting.slices()).block(rank, setting.ranks()).size();
            print("rank %d: %s; %s", rank, reduce(setting, collective, own).words(setting), plane.counts());
        }
    }

    private static Timing reduce(Setting setting, Collective collective, int own) {
        List<float[]> slices = IntStream.range(0, own)
                .mapToObj(slice -> new float[setting.floats()])
                .toList();
        float[] sum = new float[setting.floats()];
        return Timing.of(setting.steps(), step -> collective.allReduce(step, "benchmark", slices, sum));
    }

    private static Timing copy(Setting setting) {
        float[] from = new float[setting.floats()];
        float[] to = new float[setting.floats()];
        return Timing.of(setting.steps(), step -> System.arraycopy(from, 0, to, 0, from.length));
    }

    /**
     * What one repetition took.
     *
     * @param seconds by the clock
     * @param busy seconds in which the thread had a core: what is left of {@code seconds} on a machine that others load
     */
    record Timing(double seconds, double busy) {

        static Timing of(int times, IntConsumer work) {
            IntStream.range(0, WARM_UP).forEach(work);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = System.nanoTime();
            long startBusy = threads.getCurrentThreadCpuTime();
            IntStream.range(WARM_UP, WARM_UP + times).forEach(work);
            double busy = (threads.getCurrentThreadCpuTime() - startBusy) / 1e9;
            return new Timing((System.nanoTime() - start) / 1e9 / times, busy / times);
        }

        String words(Setting setting) {
            return String.format(
                    Locale.ROOT,
                    "%.2f ms, %.2f GB/s (%.2f ms and %.2f GB/s of busy core)",
                    seconds * 1e3,
                    setting.gigabytesPerSecond(seconds),
                    busy * 1e3,
                    setting.gigabytesPerSecond(busy));
        }
    }

    private static String line(BufferedReader reader) {
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
