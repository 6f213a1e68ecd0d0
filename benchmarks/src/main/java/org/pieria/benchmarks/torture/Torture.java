package org.pieria.benchmarks.torture;

import java.io.IOException;

/** Where a torture begins; the script {@code benchmarks/torture} tells what there is. */
public final class Torture {

    private static final int USAGE = 2;

    private Torture() {}

    /** Runs one form of torture and exits with its code. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws IOException, InterruptedException {
        try {
            return run(Options.parse(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks/torture: " + wrong.getMessage());
            return USAGE;
        }
    }

    private static int run(Options options) throws IOException, InterruptedException {
        return switch (options.form()) {
            case "strikes" -> Strikes.run(options);
            case "labels" -> Labels.run(options);
            case "wipe" -> Wipe.run(options);
            case "full-disk" -> FullDisk.run(options);
            case "false-alarms" -> FalseAlarms.run(options);
            case "starve" -> Starvation.run(options);
            case "cut" -> Cut.run(options);
            case "goodput" -> Goodput.run(options);
            case "scale" -> Scale.run(options);
            case "soak" -> Soak.run(options);
            default -> throw new IllegalArgumentException("'" + options.form() + "' is no form of torture");
        };
    }
}
