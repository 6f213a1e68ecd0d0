package org.pieria.worker.evaluation;

/**
 * Resizing with a kernel that widens with the scale, bit for bit as Pillow does it: weights in fixed point, first along
 * the rows, then along the columns, each pass rounded to bytes.
 */
enum Antialiasing {
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double a = -0.5;
            double x = Math.abs(distance);
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }
    };

    private static final int PRECISION = 22;

    private final double support;

    Antialiasing(double support) {
        this.support = support;
    }

    /** The pixels that a new one is made of: from {@code first} on. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Taps(int first, int[] weights) {}

    /** The kernel, at a distance in pixels of the coarser picture. */
    abstract double weight(double distance);

    Picture resize(Picture picture, int height, int width) {
        Picture wide = picture.width() == width ? picture : rows(picture, width);
        return wide.height() == height ? wide : columns(wide, height);
    }

    private Picture rows(Picture picture, int width) {
        byte[] rgb = new byte[picture.height() * width * Picture.CHANNELS];
        for (int x = 0; x < width; x++) {
            Taps taps = taps(x, picture.width(), width);
            for (int y = 0; y < picture.height(); y++) {
                int from = (y * picture.width() + taps.first()) * Picture.CHANNELS;
                pixel(picture, taps, new Walk(from, Picture.CHANNELS), rgb, (y * width + x) * Picture.CHANNELS);
            }
        }
        return new Picture(rgb, picture.height(), width);
    }

    private Picture columns(Picture picture, int height) {
        int stride = picture.width() * Picture.CHANNELS;
        byte[] rgb = new byte[height * stride];
        for (int y = 0; y < height; y++) {
            Taps taps = taps(y, picture.height(), height);
            for (int at = 0; at < stride; at += Picture.CHANNELS) {
                pixel(picture, taps, new Walk(taps.first() * stride + at, stride), rgb, y * stride + at);
            }
        }
        return new Picture(rgb, height, picture.width());
    }

    /** Where the pixels of a sum lie. */
    private record Walk(int from, int step) {}

    private static void pixel(Picture picture, Taps taps, Walk walk, byte[] rgb, int at) {
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
            int sum = 1 << (PRECISION - 1);
            for (int i = 0; i < taps.weights().length; i++) {
                sum += taps.weights()[i] * (picture.rgb()[walk.from() + i * walk.step() + channel] & 0xFF);
            }
            rgb[at + channel] = (byte) Math.min(255, Math.max(0, sum >> PRECISION));
        }
    }

    private Taps taps(int position, int from, int to) {
        double scale = (double) from / to;
        double widening = Math.max(1, scale);
        double centre = (position + 0.5) * scale;
        int first = Math.max(0, (int) (centre - support * widening + 0.5));
        int end = Math.min(from, (int) (centre + support * widening + 0.5));
        double[] weights = new double[end - first];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight((first + i - centre + 0.5) / widening);
            sum += weights[i];
        }
        return new Taps(first, fixed(weights, sum));
    }

    private static int[] fixed(double[] weights, double sum) {
        int[] fixed = new int[weights.length];
        for (int i = 0; i < fixed.length; i++) {
            double scaled = weights[i] / sum * (1 << PRECISION);
            fixed[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return fixed;
    }
}
