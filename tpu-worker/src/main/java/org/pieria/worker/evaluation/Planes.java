package org.pieria.worker.evaluation;

/**
 * A picture as networks read it, one plane of floats per channel.
 *
 * @param values [3, height, width] in [0, 1] until it is normalised
 */
@SuppressWarnings("ArrayRecordComponent")
record Planes(float[] values, int height, int width) {

    static Planes of(Picture picture) {
        int size = picture.height() * picture.width();
        float[] values = new float[size * Picture.CHANNELS];
        for (int pixel = 0; pixel < size; pixel++) {
            for (int channel = 0; channel < Picture.CHANNELS; channel++) {
                values[channel * size + pixel] = (picture.rgb()[pixel * Picture.CHANNELS + channel] & 0xFF) / 255f;
            }
        }
        return new Planes(values, picture.height(), picture.width());
    }

    /** From [3, height, width] to [height, width, 3]. */
    static float[] interleaved(float[] planes) {
        int size = planes.length / Picture.CHANNELS;
        float[] pixels = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            pixels[i % size * Picture.CHANNELS + i / size] = planes[i];
        }
        return pixels;
    }

    /** The centred square, its offset rounded to even as torchvision does. */
    Planes centre(int side) {
        int top = (int) Math.rint((height - side) / 2.0);
        int left = (int) Math.rint((width - side) / 2.0);
        float[] square = new float[side * side * Picture.CHANNELS];
        for (int row = 0; row < side * Picture.CHANNELS; row++) {
            int from = (row / side * height + top + row % side) * width + left;
            System.arraycopy(values, from, square, row * side, side);
        }
        return new Planes(square, side, side);
    }
}
