package org.pieria.worker.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.safetensors.SafetensorsReader;

/** The safetensors files of a directory as Hugging Face lays them out: one, or several with an index. */
final class T5Files implements AutoCloseable {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Map<Path, SafetensorsReader> open = new HashMap<>();
    private final SortedMap<String, SafetensorsReader> byTensor = new TreeMap<>();

    private T5Files() {}

    /**
     * Opens what the directory has; the index counts if there is one.
     *
     * @throws IllegalArgumentException when there is none, or the index and its shards disagree
     * @throws IOException when a file is missing or cut off
     */
    static T5Files open(Path given) throws IOException {
        Path directory = given.toAbsolutePath().normalize();
        T5Files files = new T5Files();
        try {
            if (Files.exists(directory.resolve(INDEX))) {
                files.addShards(directory);
            } else {
                files.addSingle(directory);
            }
            return files;
        } catch (IOException | RuntimeException failure) {
            files.close();
            throw failure;
        }
    }

    /** The file of every tensor, by the tensor's name. */
    SortedMap<String, SafetensorsReader> byTensor() {
        return byTensor;
    }

    private void addSingle(Path directory) throws IOException {
        Path file = directory.resolve(SINGLE);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "the directory " + directory + " has neither " + SINGLE + " nor " + INDEX);
        }
        SafetensorsReader reader = reader(file);
        reader.names().forEach(name -> byTensor.put(name, reader));
    }

    private void addShards(Path directory) throws IOException {
        Path index = directory.resolve(INDEX);
        for (Map.Entry<String, String> tensor : weightMap(index).entrySet()) {
            String shard = tensor.getValue();
            SafetensorsReader reader = reader(inside(directory, shard, index));
            if (!reader.names().contains(tensor.getKey())) {
                throw new IllegalArgumentException(
                        index + " says that " + shard + " has the tensor " + tensor.getKey() + ", and it has not");
            }
            byTensor.put(tensor.getKey(), reader);
        }
    }

    private static Map<String, String> weightMap(Path index) throws IOException {
        try {
            return new Fields(Json.parse(Files.readString(index))).map("weight_map");
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "the index " + index + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    private static Path inside(Path directory, String shard, Path index) {
        Path file = directory.resolve(shard).normalize();
        if (shard.isEmpty() || !file.startsWith(directory)) {
            throw new IllegalArgumentException(index + " names the file \"" + shard + "\" outside its directory");
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(index + " names the file " + shard + ", which is missing");
        }
        return file;
    }

    private SafetensorsReader reader(Path file) throws IOException {
        SafetensorsReader reader = open.get(file);
        if (reader == null) {
            reader = SafetensorsReader.open(file);
            open.put(file, reader);
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsReader reader : open.values()) {
            reader.close();
        }
    }
}
