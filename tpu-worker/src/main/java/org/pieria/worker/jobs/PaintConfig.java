package org.pieria.worker.jobs;

import com.typesafe.config.Config;
import org.pieria.model.decoding.DecodingOptions;
import org.pieria.model.decoding.GuidanceRamp;

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
                GuidanceRamp.to(sampling.getDouble("guidance")),
                sampling.getDouble("temperature"),
                0);
    }
}
