package org.pieria.worker.jobs;

import com.typesafe.config.Config;
import org.pieria.model.decoding.DecodingOptions;
import org.pieria.model.decoding.GuidanceRamp;
import org.pieria.model.decoding.RevealOrder;

/**
 * How pictures are painted.
 *
 * @param batch pictures at once
 * @param high whether the high resolution is painted too
 */
public record PaintConfig(int batch, boolean high, DecodingOptions base, DecodingOptions superRes) {

    public PaintConfig {
        if (batch < 1) {
            throw new IllegalArgumentException("pictures at once must be at least 1, was " + batch);
        }
    }

    /** Reads {@code pieria.sampling}. */
    public static PaintConfig from(Config root, int batch, boolean high) {
        Config sampling = root.getConfig("pieria.sampling");
        return new PaintConfig(batch, high, options(sampling, "base-steps"), options(sampling, "superres-steps"));
    }

    private static DecodingOptions options(Config sampling, String steps) {
        return new DecodingOptions(
                sampling.getInt(steps),
                guidance(sampling.getString("guidance-schedule"), sampling.getDouble("guidance")),
                sampling.getDouble("temperature"),
                sampling.getInt("top-k"),
                RevealOrder.named(sampling.getString("order")));
    }

    private static GuidanceRamp guidance(String schedule, double scale) {
        return switch (schedule) {
            case "ramp" -> GuidanceRamp.to(scale);
            case "constant" -> GuidanceRamp.constant(scale);
            default ->
                throw new IllegalArgumentException(
                        "sampling.guidance-schedule must be ramp or constant, got " + schedule);
        };
    }
}
