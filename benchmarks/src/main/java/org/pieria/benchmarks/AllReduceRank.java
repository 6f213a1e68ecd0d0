package org.pieria.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.pieria.benchmarks.AllReduceBenchmark.Setting;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.CollectiveConfig;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.collective.SliceTree;

/**
 * One process of the {@link AllReduceBenchmark}: prints its address, reads those of all, prints its times, and leaves when
 * its input ends. Arguments: those of the setting, the rank, the media driver's directory.
 */
final class AllReduceRank {

    static final String RING = "ring";

    private AllReduceRank() {}

    public static void main(String... arguments) throws IOException {
        Setting setting = Setting.of(arguments);
        int rank = Integer.parseInt(arguments[4]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (setting.transport().equals(RING)) {
            ring(setting, rank, input);
        } else {
            String directory = arguments.length > 5 ? arguments[5] : "";
            plane(setting, rank, directory, input);
        }
    }

    private static void plane(Setting setting, int rank, String directory, BufferedReader input) throws IOException {
        CollectiveConfig config =
                new CollectiveConfig(setting.transport(), "127.0.0.1", 0, directory, Duration.ofSeconds(60));
        try (DataPlane plane = DataPlane.open(config)) {
            List<String> addresses = meet(plane.address(), input);
            Collective collective = plane.join(1, rank, addresses, setting.slices(), BundleShape.of(setting.floats()));
            System.out.println(reduce(setting, rank, collective).line());
            input.readLine();
        }
    }

    private static void ring(Setting setting, int rank, BufferedReader input) throws IOException {
        try (PlainRing ring = PlainRing.listen()) {
            List<String> ports = meet(ring.port(), input);
            int next = Integer.parseInt(ports.get((rank + 1) % ports.size()));
            ring.connect(next);
            float[] bundle = new float[setting.floats()];
            System.out.println(StepTimes.of(setting.steps(), step -> ring.reduce(bundle, rank, setting.ranks()))
                    .line());
            input.readLine();
        }
    }

    private static List<String> meet(String address, BufferedReader input) {
        System.out.println(address);
        return List.of(AllReduceBenchmark.line(input).split(" ", -1));
    }

    private static StepTimes reduce(Setting setting, int rank, Collective collective) {
        int own = new SliceTree(setting.slices()).block(rank, setting.ranks()).size();
        List<Bundle> slices = IntStream.range(0, own)
                .mapToObj(slice -> Bundle.of(new float[setting.floats()]))
                .toList();
        Bundle sum = Bundle.of(new float[setting.floats()]);
        return StepTimes.of(setting.steps(), step -> collective.allReduce(step, "benchmark", slices, sum));
    }

    static StepTimes copy(int floats, int steps) {
        float[] from = new float[floats];
        float[] to = new float[floats];
        return StepTimes.of(steps, step -> System.arraycopy(from, 0, to, 0, from.length));
    }
}
