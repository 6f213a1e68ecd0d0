package org.pieria.worker.data;

import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a data set at one size, where batches come from. Decodes all of them once if they fit into a budget of
 * memory, otherwise each when it is asked for; the values are the same. Safe for several threads.
 */
public final class ImageCache {

    private final DataSet data;
    private final int side;
    private final byte @Nullable [] @Nullable [] decoded;

    private ImageCache(DataSet data, int side, byte @Nullable [] @Nullable [] decoded) {
        this.data = data;
        this.side = side;
        this.decoded = decoded;
    }

    /**
     * Fills the cache, on all cores, or leaves it empty.
     *
     * @param side pixels per side
     * @param budget bytes of heap that pictures may take: side x side x 3 each
     * @throws UncheckedIOException when an image cannot be read
     */
    public static ImageCache of(DataSet data, int side, long budget) {
        if ((long) data.size() * side * side * Pictures.CHANNELS > budget) {
            return new ImageCache(data, side, null);
        }
        byte[][] decoded = IntStream.range(0, data.size())
                .parallel()
                .mapToObj(number -> data.picture(number, side))
                .toArray(byte[][]::new);
        return new ImageCache(data, side, decoded);
    }

    /** Whether all pictures are in memory. */
    public boolean holdsAll() {
        return decoded != null;
    }

    /** Floats in one picture: side x side x 3. */
    public int pictureSize() {
        return side * side * Pictures.CHANNELS;
    }

    /**
     * Copies a picture into a batch.
     *
     * @param number of the sample
     * @param batch receives [side, side, 3], values in [0, 1]
     * @param offset of the picture's first float
     */
    public void read(int number, float[] batch, int offset) {
        byte[] picture = decoded == null ? data.picture(number, side) : decoded[number];
        Pictures.toFloats(picture, batch, offset);
    }
}
