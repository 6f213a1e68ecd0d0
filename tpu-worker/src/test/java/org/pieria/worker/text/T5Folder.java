package org.pieria.worker.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pieria.checkpointing.safetensors.SafetensorsReader;

/** The tiny encoder of benchmarks/parity/t5.py in a directory of its own, to be read as it is or spoilt. */
final class T5Folder {

    static final ObjectMapper JSON = new ObjectMapper();

    final Path directory;
    /** The tensors; changes count at the next {@link #write}. */
    final Map<String, Values> tensors = new TreeMap<>();

    /** Values of a tensor. */
    @SuppressWarnings("ArrayRecordComponent")
    record Values(List<Long> shape, float[] values) {}

    T5Folder(Path directory) throws IOException {
        this.directory = directory;
        copy("spiece.model");
        copy(T5Files.SINGLE);
        try (SafetensorsReader reader = SafetensorsReader.open(directory.resolve(T5Files.SINGLE))) {
            for (String name : reader.names()) {
                tensors.put(name, new Values(reader.shape(name), reader.floats(name)));
            }
        }
    }

    static JsonNode fixture(String name) throws IOException {
        try (InputStream stream = resource(name)) {
            return JSON.readTree(stream);
        }
    }

    private void copy(String name) throws IOException {
        try (InputStream stream = resource(name)) {
            Files.copy(stream, directory.resolve(name));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(T5Folder.class.getResourceAsStream("t5/" + name), name);
    }

    Values tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    float[] values(String name) {
        return tensor(name).values();
    }

    /** Writes all tensors as one file, of type F32, BF16 or F16. */
    T5Folder write(String type) throws IOException {
        write(directory.resolve(T5Files.SINGLE), type, tensors);
        return this;
    }

    /** Writes all tensors as two files and an index. */
    T5Folder shard() throws IOException {
        Files.deleteIfExists(directory.resolve(T5Files.SINGLE));
        Map<String, Map<String, Values>> shards = new TreeMap<>();
        ObjectNode map = JSON.createObjectNode();
        tensors.forEach((name, values) -> {
            String shard = "model-%05d-of-00002.safetensors".formatted(1 + map.size() % 2);
            shards.computeIfAbsent(shard, missing -> new TreeMap<>()).put(name, values);
            map.put(name, shard);
        });
        for (Map.Entry<String, Map<String, Values>> shard : shards.entrySet()) {
            write(directory.resolve(shard.getKey()), "F32", shard.getValue());
        }
        JSON.writeValue(
                directory.resolve(T5Files.INDEX).toFile(),
                JSON.createObjectNode().set("weight_map", map));
        return this;
    }

    T5Encoder open(ComputeType type) {
        return T5Encoder.open(new T5Options(directory.toString(), type, 1), 24);
    }

    private static void write(Path file, String type, Map<String, Values> tensors) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ObjectNode header = JSON.createObjectNode();
        for (Map.Entry<String, Values> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", type);
            entry.set("shape", JSON.valueToTree(tensor.getValue().shape()));
            int begin = data.size();
            data.write(bytes(tensor.getValue().values(), type));
            entry.putArray("data_offsets").add(begin).add(data.size());
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(length.array());
        whole.write(text);
        data.writeTo(whole);
        Files.write(file, whole.toByteArray());
    }

    private static byte[] bytes(float[] values, String type) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (type.equals("F32") ? 4 : 2))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case "F32" -> bytes.putFloat(value);
                case "BF16" -> bytes.putShort((short) (Float.floatToRawIntBits(value) >> 16));
                default -> bytes.putShort(half(value));
            }
        }
        return bytes.array();
    }

    /** Truncates to binary16; enough for magnitudes from 2^-14 to 2^15, smaller become 0. */
    private static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int exponent = ((bits >> 23) & 0xff) - 127 + 15;
        int sign = (bits >> 16) & 0x8000;
        return (short) (exponent <= 0 ? sign : sign | exponent << 10 | ((bits >> 13) & 0x3ff));
    }
}
