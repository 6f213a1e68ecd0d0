package org.pieria.worker.evaluation;

/** Pictures that the parity scripts make too. */
final class TestPictures {

    private TestPictures() {}

    /** Ramps with edges, by whole numbers alone. */
    static Picture ramps(int number, int width, int height) {
        byte[] rgb = new byte[width * height * Picture.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            int c = i % Picture.CHANNELS;
            int x = i / Picture.CHANNELS % width;
            int y = i / Picture.CHANNELS / width;
            int edges = (x / 5 + y / 4) % 2 * 90;
            rgb[i] = (byte) (x * (5 + c) + y * (3 + number) + edges + x * y * (c + 1) / 16);
        }
        return new Picture(rgb, height, width);
    }
}
