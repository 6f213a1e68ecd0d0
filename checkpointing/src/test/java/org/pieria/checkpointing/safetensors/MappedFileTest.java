package org.pieria.checkpointing.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 60, 64, 1000})
    void readsTheSameThroughWindowsOfAnySize(int window) throws IOException {
        int start = 3;
        int offset = 1;
        ByteBuffer bytes = ByteBuffer.allocate(start + offset + 15 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 15; i++) {
            bytes.putInt(start + offset + 4 * i, 1000 + i);
        }
        Path file = Files.write(directory.resolve("file"), bytes.array());
        int[] found = new int[15];

        try (FileChannel channel = FileChannel.open(file)) {
            TensorEntry tensor = new TensorEntry("t", TensorType.I32, List.of(15L), offset, offset + 60);
            new MappedFile(channel, start, window)
                    .read(tensor, (part, from, count) -> part.asIntBuffer().get(found, from, count));
        }

        assertThat(found).startsWith(1000, 1001).endsWith(1013, 1014).isSorted().doesNotHaveDuplicates();
    }
}
