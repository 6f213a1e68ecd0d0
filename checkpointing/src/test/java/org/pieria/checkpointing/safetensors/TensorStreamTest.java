package org.pieria.checkpointing.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.store.DamagedFile;

class TensorStreamTest {

    private static final int MORE_THAN_A_BLOCK = 300_000;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("file");
        float[] values = new float[MORE_THAN_A_BLOCK];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        NamedTensor first = NamedTensor.of("first", List.of(2L), new float[] {8, 9});
        NamedTensor empty = NamedTensor.of("empty", List.of(0L), new float[0]);
        NamedTensor large = NamedTensor.of("large", List.of((long) values.length), values);
        SafetensorsWriter.write(file, Map.of(), List.of(first, empty, large));
    }

    @Test
    void showsEveryValueOnceAndInOrder() throws Exception {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            List<Integer> counts = new ArrayList<>();
            float[] seen = new float[MORE_THAN_A_BLOCK];
            reader.stream("large", (bytes, values, count) -> {
                int at = counts.stream().mapToInt(Integer::intValue).sum();
                System.arraycopy(values, 0, seen, at, count);
                assertThat(bytes.remaining()).isEqualTo(4 * count);
                counts.add(count);
            });

            assertThat(counts).containsExactly(1 << 18, MORE_THAN_A_BLOCK - (1 << 18));
            assertThat(Arrays.equals(seen, reader.floats("large"))).isTrue();
        }
    }

    @Test
    void showsNothingOfAnEmptyTensor() throws Exception {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            reader.stream("empty", (bytes, values, count) -> {
                throw new AssertionError("a block of " + count);
            });
        }
    }

    @Test
    void saysWhenTheFileWasCutOffAfterItWasOpened() throws Exception {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(1000);
            }

            assertThatThrownBy(() -> reader.stream("large", (bytes, values, count) -> {}))
                    .isInstanceOf(DamagedFile.class)
                    .hasMessage(file + " cannot be read: it was cut off while it was read");
        }
    }
}
