package org.pieria.cluster.plan;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Locale;
import org.pieria.cluster.report.Table;
import org.pieria.worker.phase.RunModels;

/** The plan of all phases of a configuration at one site. */
public record Plan(List<PhasePlan> phases, Site site) {

    /** How every figure is made. */
    static final List<String> FORMULAS = List.of(
            "parameters  P, counted in the graph that trains",
            "TFLOP/step  (3 + r) x forward x slices; forward: 2 per multiplication and addition of matrix products and"
                    + " convolutions; r: 1 with rematerialise = on, else 0",
            "weights     4 P bytes (float32), on every device; with compute = bfloat16 2 P more for the products' copies",
            "gradients   8 P bytes: each tensor's own, and all in one bundle; parts are summed on the host",
            "optimizer   4 x slots bytes (AdaFactor: momentum P, one factor per row and column; Adam: 2 P)",
            "activations batch / slices / accumulate x kept bytes, an estimate; transformer: kept = layers x layer + 12 x tokens x"
                    + " codes, with rematerialise = on: layers x tokens x 4 width + one layer + 12 x tokens x codes; layer = tokens x"
                    + " ((56 + 6 e) width + (16 + e) mlp + s heads x keys); float32: e = s = 4, bfloat16: e = 2, s = 6",
            "wire        2 (hosts - 1) / hosts x 4 P bytes sent per host: reduce-scatter and all-gather",
            "step        (3 + r) x forward x ceil(slices / hosts) / (utilisation x peak) + 8 x wire / bandwidth; not overlapped");

    public Plan {
        phases = List.copyOf(phases);
    }

    /**
     * Plans every phase of a whole configuration.
     *
     * @param textWidth of the text encoder's vectors
     */
    public static Plan of(Config root, int textWidth, Site site) {
        RunModels models = new RunModels(root, textWidth);
        List<String> order = root.getStringList("pieria.phases.order");
        return new Plan(
                order.stream()
                        .map(phase -> new PhasePlan(PhaseWork.of(models, phase), site))
                        .toList(),
                site);
    }

    /** Tables and formulas for a person. */
    public String render() {
        return where() + "\n" + work().render() + "\n" + memory().render() + "\n" + String.join("\n", FORMULAS) + "\n";
    }

    private String where() {
        DeviceKind device = site.device();
        return String.format(
                Locale.ROOT,
                "%d hosts with one %s each: peak %s TFLOP/s (%s), %.0f%% of it used; network %s Gbit/s%n",
                site.hosts(),
                device,
                short3(device.teraflops()),
                device.source(),
                100 * site.utilisation(),
                short3(site.gigabits()));
    }

    private Table work() {
        Table table =
                new Table("phase", "parameters", "TFLOP/step", "wire GB", "compute s", "wire s", "step s", "images/s");
        phases.forEach(phase -> table.row(
                phase.work().phase(),
                String.format(Locale.ROOT, "%.2f M", phase.parameters() / 1e6),
                short3(phase.flop() / 1e12),
                short3(phase.wireBytes() / 1e9),
                short3(phase.computeSeconds()),
                short3(phase.wireSeconds()),
                short3(phase.stepSeconds()),
                short3(phase.imagesPerSecond())));
        return table;
    }

    private Table memory() {
        Table table = new Table(
                "GB per device", "weights", "gradients", "optimizer", "activations", "together", "device", "fits");
        phases.forEach(phase -> table.row(
                phase.work().phase(),
                short3(phase.weightBytes() / 1e9),
                short3(phase.gradientBytes() / 1e9),
                short3(phase.optimizerBytes() / 1e9),
                short3(phase.activationBytes() / 1e9),
                short3(phase.memory() / 1e9),
                site.device().gigabytes() == 0
                        ? "-"
                        : Integer.toString(site.device().gigabytes()),
                phase.fits() ? "yes" : "no"));
        return table;
    }

    private static String short3(double value) {
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}
