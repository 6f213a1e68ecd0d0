package org.pieria.checkpointing.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.FailingDisk;

class FileEntryTest {

    @TempDir
    Path directory;

    @Test
    void describesTheFileThatWasWritten() throws IOException {
        FileEntry entry = SafetensorsWriter.write(directory.resolve("a.safetensors"), Map.of(), TensorFiles.ours());

        assertThat(entry.path()).isEqualTo("a.safetensors");
        assertThat(entry.bytes()).isEqualTo(Files.size(directory.resolve("a.safetensors")));
        assertThat(entry.tensors()).extracting(TensorEntry::name).startsWith("base/embedding", "base/counts");
        assertThat((entry.bytes() - entry.tensors().get(4).end()) % 8).isZero();
        entry.verify(directory);
    }

    @Test
    void survivesJson() throws IOException {
        FileEntry entry = SafetensorsWriter.write(directory.resolve("a.safetensors"), Map.of(), TensorFiles.ours());

        assertThat(FileEntry.fromJson(entry.toJson())).isEqualTo(entry);
    }

    @Test
    void coversLargeFilesBlockByBlock() throws IOException {
        float[] values = new float[700_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = directory.resolve("large");
        FileEntry entry =
                SafetensorsWriter.write(file, Map.of(), List.of(NamedTensor.of("t", List.of(700L, 1000L), values)));

        assertThat(entry.blocks()).hasSize(3);
        entry.verify(directory);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.floats("t")).isEqualTo(values);
        }
        flip(file, 2_000_000);
        assertThatThrownBy(() -> entry.verify(directory)).hasMessageContaining("large is damaged in its MiB number 1");
    }

    @Test
    void noticesACutFileALongerFileAndAMissingFile() throws IOException {
        Path file = directory.resolve("a");
        FileEntry entry = SafetensorsWriter.write(file, Map.of(), TensorFiles.ours());
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> entry.verify(directory)).isInstanceOf(DamagedFile.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> entry.verify(directory)).hasMessageContaining("bytes, not the");
        Files.delete(file);
        assertThatThrownBy(() -> entry.verify(directory)).hasMessageContaining("a is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../other/a", "a/../../b"})
    void refusesPathsThatLeaveTheCheckpoint(String path) {
        assertThatThrownBy(() -> new FileEntry(path, 0, List.of(), List.of()))
                .hasMessageContaining("is not a path inside a checkpoint");
    }

    @Test
    void refusesAChecksumTooFewAndAMalformedOne() {
        assertThatThrownBy(() -> new FileEntry("a", 1 << 20, List.of(), List.of()))
                .hasMessageContaining("cannot have 0 checksums");
        assertThatThrownBy(() -> new FileEntry("a", 1, List.of(), List.of("0000000G")))
                .hasMessageContaining("not 8 hex digits");
    }

    @Test
    void refusesTensorsThatCannotBeWritten() {
        NamedTensor wrong = NamedTensor.of("w", List.of(3L), new float[2]);
        NamedTensor right = NamedTensor.of("w", List.of(2L), new float[2]);

        assertThatThrownBy(() -> SafetensorsWriter.write(directory.resolve("a"), Map.of(), List.of(wrong)))
                .hasMessageContaining("tensor \"w\" of type F32 and shape [3] needs 12 bytes, its range has 8");
        assertThatThrownBy(() -> SafetensorsWriter.write(directory.resolve("a"), Map.of(), List.of(right, right)))
                .hasMessageContaining("the name \"w\" is taken already");
    }

    @Test
    void leavesNothingBehindWhenTheDiskIsFull() throws IOException {
        int operations = 4;
        for (int n = 1; n <= operations; n++) {
            Disk full = new FailingDisk(n, FailingDisk.Failure.REFUSED);
            assertThatThrownBy(
                            () -> SafetensorsWriter.write(full, directory.resolve("a"), Map.of(), TensorFiles.ours()))
                    .hasMessage("No space left on device");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Property(tries = 100)
    void givesBackTheBitsOfAnyFloats(@ForAll @Size(max = 50) int[] bits) throws IOException {
        Path file = Files.createTempFile("pieria", ".safetensors");
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        List<Long> shape = List.of((long) bits.length);
        SafetensorsWriter.write(
                file, Map.of(), List.of(NamedTensor.of("f", shape, values), NamedTensor.of("i", shape, bits)));

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            float[] found = reader.floats("f");
            for (int i = 0; i < bits.length; i++) {
                assertThat(Float.floatToRawIntBits(found[i])).isEqualTo(bits[i]);
            }
            assertThat(reader.ints("i")).isEqualTo(bits);
        } finally {
            Files.delete(file);
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
