package org.pieria.worker.evaluation;

import com.typesafe.config.Config;
import java.util.List;

/**
 * What happens to a picture before a network reads it: brought to a square, scaled to a range, normalised per channel.
 *
 * @param side pixels per side that the network reads
 * @param crop whether the short side is brought to the size and the centre is kept; otherwise both sides are
 * @param range what black and white become, before normalising
 * @param mean taken off, by channel
 * @param std divided by, by channel
 */
record Preparation(int side, Resize resize, boolean crop, List<Double> range, List<Double> mean, List<Double> std) {

    Preparation {
        range = List.copyOf(range);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        require(side >= 1 && side <= 4096, "input.side must be 1 to 4096", side);
        require(range.size() == 2 && range.get(0) < range.get(1), "input.range must be two rising numbers", range);
        require(mean.size() == Picture.CHANNELS, "input.mean must be three numbers", mean);
        require(
                std.size() == Picture.CHANNELS && std.stream().allMatch(value -> value > 0),
                "input.std must be three positive numbers",
                std);
    }

    /** Reads the section {@code input} of a description. */
    static Preparation from(Config input) {
        return new Preparation(
                input.getInt("side"),
                Resize.of(input.getString("resize")),
                input.getBoolean("crop"),
                input.getDoubleList("range"),
                input.getDoubleList("mean"),
                input.getDoubleList("std"));
    }

    /** CLIP's (Radford et al. 2021): short side to 224 by antialiased bicubic, centre, its own mean and deviation. */
    static Preparation clip(int side) {
        return new Preparation(
                side,
                Resize.BICUBIC_ANTIALIASED,
                true,
                List.of(0.0, 1.0),
                List.of(0.48145466, 0.4578275, 0.40821073),
                List.of(0.26862954, 0.26130258, 0.27577711));
    }

    /** For reports. */
    String words() {
        return resize.key() + " to " + side + (crop ? ", short side, centre kept" : ", both sides") + ", range " + range
                + ", mean " + mean + ", std " + std;
    }

    /**
     * A whole batch, [size, 3, side, side] or [size, side, side, 3]; where pictures are missing it is 0.
     *
     * @param pictures at most {@code size}
     */
    float[] batch(List<Picture> pictures, int size, boolean channelsLast) {
        int length = side * side * Picture.CHANNELS;
        float[] values = new float[size * length];
        for (int i = 0; i < pictures.size(); i++) {
            float[] planes = apply(pictures.get(i));
            System.arraycopy(channelsLast ? Planes.interleaved(planes) : planes, 0, values, i * length, length);
        }
        return values;
    }

    /** [3, side, side]. */
    float[] apply(Picture picture) {
        Planes square = square(picture);
        float[] values = square.values().clone();
        int size = side * side;
        float low = range.get(0).floatValue();
        float span = range.get(1).floatValue() - low;
        for (int i = 0; i < values.length; i++) {
            float value = values[i] * span + low;
            values[i] = (value - mean.get(i / size).floatValue())
                    / std.get(i / size).floatValue();
        }
        return values;
    }

    private Planes square(Picture picture) {
        if (!crop) {
            return resize.apply(picture, side, side);
        }
        boolean tall = picture.height() > picture.width();
        int shortSide = tall ? picture.width() : picture.height();
        int longSide = (int) ((long) side * Math.max(picture.width(), picture.height()) / shortSide);
        return resize.apply(picture, tall ? longSide : side, tall ? side : longSide)
                .centre(side);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + got);
        }
    }
}
