package org.pieria.worker.evaluation;

/**
 * A picture to be judged, in bytes as a file would hold it.
 *
 * @param rgb [height, width, 3], row-major, sRGB
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(byte[] rgb, int height, int width) {

    static final int CHANNELS = 3;

    public Picture {
        if (height < 1 || width < 1 || rgb.length != height * width * CHANNELS) {
            throw new IllegalArgumentException("a picture of " + height + " x " + width + " pixels needs "
                    + height * width * CHANNELS + " bytes, got " + rgb.length);
        }
    }

    /**
     * A painted picture, rounded to bytes as when it is written to a file.
     *
     * @param values [side, side, 3] in [0, 1]; values outside are clipped
     */
    public static Picture of(float[] values, int side) {
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(Math.min(1, Math.max(0, values[i])) * 255);
        }
        return new Picture(rgb, side, side);
    }
}
