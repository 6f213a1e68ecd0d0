package org.pieria.cluster.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.plan.DeviceKind;
import org.pieria.cluster.plan.Plan;
import org.pieria.cluster.plan.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pieria plan}. */
@Command(
        name = "plan",
        description = "Says what a preset needs and how long a step would take, without starting anything.",
        footer = {
            "",
            "Prints, per phase: parameters, FLOP per step, bytes on the wire, memory per device, expected time of a step,",
            "each with its formula. A device that is too small says so: take more slices (smaller ones), or another device.",
            "",
            "Devices: cpu (one core), tpu-v3, tpu-v4, tpu-v5e, tpu-v5p, tpu-v6e, gpu-a100, gpu-h100",
            "",
            "Examples:",
            "  pieria plan demo --hosts 2 --device cpu",
            "  pieria plan muse-3b --hosts 256 --device tpu-v4 --text-width 4096"
        })
final class PlanCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PRESET", description = "Name of a file in configs/, or a path.")
    private String preset = "";

    @Option(names = "--hosts", paramLabel = "N", description = "Workers, one device each. Default: ${DEFAULT-VALUE}.")
    private int hosts = 1;

    @Option(names = "--device", paramLabel = "KIND", description = "Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--utilisation",
            paramLabel = "SHARE",
            description = "Share of the peak that a step reaches. Default: 0.4; cpu: 0.6.")
    private @Nullable Double utilisation;

    @Option(
            names = "--gigabits",
            paramLabel = "N",
            description = "Gbit/s that each host sends and receives. Default: ${DEFAULT-VALUE}.")
    private double gigabits = 100;

    @Option(
            names = "--text-width",
            paramLabel = "N",
            description =
                    "Width of the text encoder's vectors; T5-XXL: 4096. Default: ${DEFAULT-VALUE}, the embedded one's.")
    private int textWidth = 384;

    @Mixin
    private Settings settings = new Settings();

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = settings.load(preset, List.of());
        try {
            console.out()
                    .print(Plan.of(configuration.root(), textWidth, site(configuration))
                            .render());
        } catch (IllegalArgumentException wrong) {
            throw new ExitException(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
        return ExitCode.DONE;
    }

    private Site site(Configuration configuration) {
        DeviceKind kind = DeviceKind.named(device)
                .orElseThrow(() -> new ExitException(
                        ExitCode.USAGE, "no device '" + device + "'; known are " + DeviceKind.known()));
        double share = utilisation == null ? kind.usualShare() : utilisation;
        return new Site(hosts, configuration.pieria().getInt("slices"), kind, share, gigabits);
    }
}
