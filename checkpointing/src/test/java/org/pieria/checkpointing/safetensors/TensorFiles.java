package org.pieria.checkpointing.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files for the tests: ours, foreign ones, and malformed ones made by hand. */
final class TensorFiles {

    private TensorFiles() {}

    /** The tensors of the fixture {@code ours.safetensors}, which the public library has read. */
    static List<NamedTensor> ours() {
        float[] embedding = {0.5f, -0.25f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -0.0f, Float.MAX_VALUE};
        return List.of(
                NamedTensor.of("base/embedding", List.of(2L, 3L), embedding),
                NamedTensor.of("base/counts", List.of(3L), new int[] {3, -1, Integer.MAX_VALUE}),
                NamedTensor.of("scalar", List.of(), new float[] {-1.25f}),
                NamedTensor.of("empty", List.of(2L, 0L), new float[0]),
                NamedTensor.of("naïve/größe", List.of(1L), new float[] {42}));
    }

    static Map<String, String> ourMetadata() {
        return Map.of("phase", "base", "step", "12");
    }

    /** A file with this header and this many bytes of data. */
    static Path raw(Path file, String header, int dataBytes) throws IOException {
        return raw(file, header.getBytes(UTF_8), header.getBytes(UTF_8).length, dataBytes);
    }

    static Path raw(Path file, byte[] header, long claimed, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(claimed).put(header);
        return Files.write(file, bytes.array());
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream stream = TensorFiles.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return stream.readAllBytes();
        }
    }
}
