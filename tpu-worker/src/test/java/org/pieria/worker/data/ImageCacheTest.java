package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {

    private static final int PICTURE = 2 * 2 * 3;

    @TempDir
    Path directory;

    @Test
    void givesTheSameBitsFromMemoryAndFromShards() throws IOException {
        TestShards.write(directory.resolve("0.tar"), 10);
        try (DataSet data = DataSet.open(directory, 512, Progress.SILENT)) {
            ImageCache memory = ImageCache.of(data, 2, 10 * PICTURE);
            ImageCache shards = ImageCache.of(data, 2, 10 * PICTURE - 1);

            assertThat(memory.holdsAll()).isTrue();
            assertThat(shards.holdsAll()).isFalse();
            for (int i = 0; i < 10; i++) {
                assertThat(read(memory, i)).isEqualTo(read(shards, i)).contains(i / 255f);
            }
        }
    }

    @Test
    void writesOnlyItsPlaceInTheBatch() throws IOException {
        TestShards.write(directory.resolve("0.tar"), 1);
        try (DataSet data = DataSet.open(directory, 512, Progress.SILENT)) {
            float[] batch = new float[PICTURE + 2];
            batch[0] = 5;
            batch[PICTURE + 1] = 6;

            ImageCache.of(data, 2, Long.MAX_VALUE).read(0, batch, 1);

            assertThat(batch).startsWith(5, 0).endsWith(0, 6);
        }
    }

    private static float[] read(ImageCache cache, int number) {
        float[] picture = new float[cache.pictureSize()];
        cache.read(number, picture, 0);
        return picture;
    }
}
