package org.pieria.worker.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.pieria.model.graph.Model;
import org.pieria.worker.bundle.Bundle;

/**
 * A process that computes two slices of a {@link SmallBase} and says what they took: {@code StepProbe DEVICE SAMPLES
 * CONFIGURATION}. Prints the loss, the digest of the bundle, the seconds of the second slice and the peak of resident memory in MB.
 */
final class StepProbe {

    private StepProbe() {}

    public static void main(String[] arguments) throws IOException {
        Model model = SmallBase.model(arguments[2], Integer.parseInt(arguments[1]));
        EngineConfig engine = new EngineConfig(Device.parse(arguments[0]), 1, 1, 1, 1);
        try (TrainingProgram program = new TrainingProgram("base", model, engine, Map.of())) {
            program.restore(program.initial(1));
            Bundle bundle = Bundle.zeros(program.bundleShape());
            Map<String, HostTensor> feeds = SmallBase.feeds(model);
            program.bundle(feeds, bundle);
            long begun = System.nanoTime();
            program.bundle(feeds, bundle);
            double seconds = (System.nanoTime() - begun) / 1e9;
            StateDigest digest = new StateDigest();
            digest.add("bundle", bundle.array(0));
            System.out.printf(
                    Locale.ROOT,
                    "loss %.6f digest %s seconds %.2f peak %d%n",
                    program.loss(bundle, 1),
                    digest.of("", 0),
                    seconds,
                    peak() / 1_000_000);
        }
    }

    /** The largest resident set of this process so far, in bytes. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
