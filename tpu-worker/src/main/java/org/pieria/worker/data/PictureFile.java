package org.pieria.worker.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One picture as a file of its own, as many pixels as the model paints. */
public final class PictureFile {

    private PictureFile() {}

    /**
     * Writes a PNG, all of it or nothing; equal pictures give equal bytes.
     *
     * @param picture [side, side, 3] in [0, 1]; values outside are clipped
     */
    public static void write(Path file, float[] picture, int side) throws IOException {
        byte[] rgb = new byte[picture.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(Math.min(1, Math.max(0, picture[i])) * 255);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Unfinished.publish(file, StoredPng.encode(rgb, side));
    }
}
