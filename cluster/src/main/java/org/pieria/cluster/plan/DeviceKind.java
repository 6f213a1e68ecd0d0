package org.pieria.cluster.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Devices by their makers' figures: peak of dense bfloat16 (CPU: float32) products, and memory. */
public enum DeviceKind {
    CPU(0.096, 0, 0.6, "one core: 3 GHz x 2 units x 8 floats x 2"),
    TPU_V3(123, 32, 0.4, "Google Cloud TPU v3, per chip"),
    TPU_V4(275, 32, 0.4, "Google Cloud TPU v4, per chip"),
    TPU_V5E(197, 16, 0.4, "Google Cloud TPU v5e, per chip"),
    TPU_V5P(459, 95, 0.4, "Google Cloud TPU v5p, per chip"),
    TPU_V6E(918, 32, 0.4, "Google Cloud TPU v6e, per chip"),
    GPU_A100(312, 80, 0.4, "NVIDIA A100 80 GB datasheet, dense"),
    GPU_H100(989, 80, 0.4, "NVIDIA H100 SXM datasheet, dense");

    private final double teraflops;
    private final int gigabytes;
    private final double usual;
    private final String source;

    DeviceKind(double teraflops, int gigabytes, double usual, String source) {
        this.teraflops = teraflops;
        this.gigabytes = gigabytes;
        this.usual = usual;
        this.source = source;
    }

    /** By its name on the command line, {@code tpu-v4}. */
    public static Optional<DeviceKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** All names, for messages. */
    public static String known() {
        return Arrays.stream(values()).map(DeviceKind::toString).collect(Collectors.joining(", "));
    }

    /** Peak, in TFLOP/s. */
    public double teraflops() {
        return teraflops;
    }

    /** Memory, in GB; 0: whatever the machine has. */
    public int gigabytes() {
        return gigabytes;
    }

    /** The share of the peak that a well-fed step reaches. */
    public double usualShare() {
        return usual;
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
