package org.pieria.worker.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Small data sets for tests. */
final class TestShards {

    private TestShards() {}

    /** A shard of samples 0 .. count-1, each a grey square with a caption, its number in both. */
    static Path write(Path file, int count) throws IOException {
        try (ShardWriter shard = new ShardWriter(file)) {
            for (int i = 0; i < count; i++) {
                add(shard, i);
            }
        }
        return file;
    }

    static void add(ShardWriter shard, int number) throws IOException {
        shard.add("s%03d.png".formatted(number), grey(number));
        shard.add("s%03d.txt".formatted(number), text("square number " + number));
    }

    /** A square of 4 x 4 pixels. */
    static byte[] grey(int level) {
        byte[] pixels = new byte[4 * 4 * 3];
        Arrays.fill(pixels, (byte) level);
        return StoredPng.encode(pixels, 4);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
