package org.pieria.worker.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a picture is brought to the size that an extractor reads. The choice moves distances by several points, so every
 * figure names it.
 */
public enum Resize {
    /** As torch and TensorFlow 2 interpolate: two pixels a side, whatever the scale. What the 2015 Inception is fed. */
    BILINEAR {
        @Override
        Planes apply(Picture picture, int height, int width) {
            return Interpolation.BILINEAR.resize(Planes.of(picture), height, width);
        }
    },
    /** As torch interpolates: four pixels a side, whatever the scale. */
    BICUBIC {
        @Override
        Planes apply(Picture picture, int height, int width) {
            return Interpolation.BICUBIC.resize(Planes.of(picture), height, width);
        }
    },
    /** As Pillow resizes: the kernel grows with the scale, results are bytes. */
    BILINEAR_ANTIALIASED {
        @Override
        Planes apply(Picture picture, int height, int width) {
            return Planes.of(Antialiasing.BILINEAR.resize(picture, height, width));
        }
    },
    /** As Pillow resizes: the kernel grows with the scale, results are bytes. What CLIP is fed. */
    BICUBIC_ANTIALIASED {
        @Override
        Planes apply(Picture picture, int height, int width) {
            return Planes.of(Antialiasing.BICUBIC.resize(picture, height, width));
        }
    };

    abstract Planes apply(Picture picture, int height, int width);

    /** As it is written in descriptions and reports. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of a key. */
    static Resize of(String key) {
        return Arrays.stream(values())
                .filter(mode -> mode.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("input.resize must be one of " + keys() + ", was " + key));
    }

    private static List<String> keys() {
        return Arrays.stream(values()).map(Resize::key).toList();
    }
}
