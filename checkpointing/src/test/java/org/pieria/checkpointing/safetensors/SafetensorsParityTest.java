package org.pieria.checkpointing.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures are made and read by the public Python library: benchmarks/parity/safetensors.py. */
class SafetensorsParityTest {

    @TempDir
    Path directory;

    @Test
    void readsWhatThePublicLibraryWrote() throws IOException {
        Path file = Files.write(directory.resolve("theirs"), TensorFiles.resource("theirs.safetensors"));

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.metadata()).containsEntry("origin", "the public library");
            assertThat(reader.shape("layer/weight")).containsExactly(2L, 3L);
            assertThat(reader.floats("layer/weight")).containsExactly(0f, -1.5f, 2.25f, 3e-40f, 1e38f, -0f);
            assertThat(reader.floats("layer/half")).containsExactly(1f, -0.33325195f, 65504f, 0x1p-24f);
            assertThat(reader.floats("layer/brain")).containsExactly(1f, -2.5f, 3.140625f, Float.POSITIVE_INFINITY);
            assertThat(reader.ints("tokens")).containsExactly(1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE);
            assertThat(reader.shape("scalar")).isEmpty();
            assertThat(reader.floats("scalar")).containsExactly(7.5f);
            assertThat(reader.shape("empty")).containsExactly(0L, 4L);
            assertThat(reader.floats("empty")).isEmpty();
        }
    }

    @Test
    void refusesToReadATypeAsAnother() throws IOException {
        Path file = Files.write(directory.resolve("theirs"), TensorFiles.resource("theirs.safetensors"));

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.floats("bytes")).hasMessageContaining("not from U8");
            assertThatThrownBy(() -> reader.ints("layer/weight")).hasMessageContaining("is F32, not I32");
            assertThatThrownBy(() -> reader.floats("absent")).hasMessageContaining("no tensor \"absent\"");
        }
    }

    @Test
    void writesTheBytesThatThePublicLibraryHasRead() throws IOException {
        Path file = directory.resolve("ours.safetensors");

        SafetensorsWriter.write(file, TensorFiles.ourMetadata(), TensorFiles.ours());

        assertThat(Files.readAllBytes(file)).isEqualTo(TensorFiles.resource("ours.safetensors"));
    }

    @Test
    void readsItsOwnFiles() throws IOException {
        Path file = directory.resolve("ours.safetensors");
        SafetensorsWriter.write(file, TensorFiles.ourMetadata(), TensorFiles.ours());

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.metadata()).isEqualTo(TensorFiles.ourMetadata());
            assertThat(reader.names())
                    .isEqualTo(new java.util.LinkedHashSet<>(
                            List.of("base/embedding", "base/counts", "scalar", "empty", "naïve/größe")));
            assertThat(reader.floats("base/embedding"))
                    .containsExactly(0.5f, -0.25f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -0f, Float.MAX_VALUE);
            assertThat(reader.ints("base/counts")).containsExactly(3, -1, Integer.MAX_VALUE);
        }
    }
}
