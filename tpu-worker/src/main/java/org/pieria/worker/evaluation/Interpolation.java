package org.pieria.worker.evaluation;

/** Interpolation between pixel centres without antialiasing, as torch.nn.functional.interpolate with align_corners=False. */
enum Interpolation {
    BILINEAR {
        @Override
        Taps taps(int position, double scale) {
            double source = Math.max(0, (position + 0.5) * scale - 0.5);
            int first = (int) source;
            float part = (float) (source - first);
            return new Taps(first, new float[] {1 - part, part});
        }
    },
    BICUBIC {
        @Override
        Taps taps(int position, double scale) {
            double source = (position + 0.5) * scale - 0.5;
            int floor = (int) Math.floor(source);
            double part = source - floor;
            return new Taps(floor - 1, new float[] {cubic(1 + part), cubic(part), cubic(1 - part), cubic(2 - part)});
        }
    };

    /** Keys' cubic as torch has it; Pillow's is -0.5. */
    private static final double SHARPNESS = -0.75;

    /** The pixels that a new one is made of: from {@code first} on; those outside repeat the edge. */
    @SuppressWarnings("ArrayRecordComponent")
    record Taps(int first, float[] weights) {}

    abstract Taps taps(int position, double scale);

    /** [3, height, width]. */
    Planes resize(Planes planes, int height, int width) {
        if (planes.height() == height && planes.width() == width) {
            return planes;
        }
        Planes wide = rows(planes, width);
        return transposed(rows(transposed(wide), height));
    }

    private Planes rows(Planes planes, int width) {
        int rows = planes.height() * Picture.CHANNELS;
        float[] values = new float[rows * width];
        for (int x = 0; x < width; x++) {
            Taps taps = taps(x, (double) planes.width() / width);
            for (int row = 0; row < rows; row++) {
                values[row * width + x] = sum(planes, row, taps);
            }
        }
        return new Planes(values, planes.height(), width);
    }

    private static float sum(Planes planes, int row, Taps taps) {
        float sum = 0;
        for (int i = 0; i < taps.weights().length; i++) {
            int x = Math.min(planes.width() - 1, Math.max(0, taps.first() + i));
            sum += taps.weights()[i] * planes.values()[row * planes.width() + x];
        }
        return sum;
    }

    private static Planes transposed(Planes planes) {
        int height = planes.height();
        int width = planes.width();
        float[] values = new float[planes.values().length];
        for (int i = 0; i < values.length; i++) {
            int plane = i / (height * width);
            int y = i / width % height;
            values[(plane * width + i % width) * height + y] = planes.values()[i];
        }
        return new Planes(values, width, height);
    }

    private static float cubic(double distance) {
        double a = SHARPNESS;
        double x = distance;
        return (float) (x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((x - 5) * x + 8) * x * a - 4 * a);
    }
}
