package org.pieria.worker.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.checkpointing.safetensors.TensorEntry;
import org.pieria.checkpointing.safetensors.TensorStream;
import org.pieria.model.text.t5.T5Shape;
import org.pieria.model.text.t5.T5Tensor;

/** A directory of T5 weights whose tensors are those of an encoder. Values are streamed; nothing of them is kept. */
final class T5Checkpoint implements AutoCloseable {

    private final Path directory;
    private final T5Files files;
    private final T5Tensors tensors;
    private final T5Shape shape;

    private T5Checkpoint(Path directory, T5Files files) {
        this.directory = directory;
        this.files = files;
        Map<String, T5Tensors.Found> found = new HashMap<>();
        files.byTensor().forEach((name, reader) -> found.put(name, found(reader.entry(name))));
        this.tensors = new T5Tensors(found);
        this.shape = tensors.shape();
    }

    private static T5Tensors.Found found(TensorEntry entry) {
        return new T5Tensors.Found(entry.type().name(), entry.shape());
    }

    /**
     * Opens the files and checks their headers.
     *
     * @throws IllegalArgumentException when they do not hold a T5 v1.1 encoder; the message says what is wrong
     */
    static T5Checkpoint open(Path directory) {
        try {
            T5Files files = T5Files.open(directory);
            try {
                return new T5Checkpoint(directory, files);
            } catch (RuntimeException unfit) {
                files.close();
                throw new IllegalArgumentException("the checkpoint in " + directory + " " + unfit.getMessage(), unfit);
            }
        } catch (IOException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }

    T5Shape shape() {
        return shape;
    }

    /** Shows a tensor's values block by block, in order. */
    void stream(T5Tensor tensor, TensorStream.Blocks blocks) {
        String stored = tensors.stored(tensor.name());
        try {
            reader(stored).stream(stored, blocks);
        } catch (IOException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }

    /**
     * SHA-256 over all tensors of the encoder with their names, types and shapes, and over the tokenizer. How they are
     * spread over files, and what else those hold, does not count. Every value is looked at.
     *
     * @return 64 hex digits
     * @throws IllegalArgumentException when a value is not finite
     */
    String digest(byte[] tokenizer) {
        MessageDigest sha256 = Sha256.begin();
        for (T5Tensor tensor : shape.tensors()) {
            sha256.update(head(tensor).getBytes(StandardCharsets.UTF_8));
            Finite finite = new Finite(tensor);
            stream(tensor, (bytes, values, count) -> {
                sha256.update(bytes);
                finite.check(values, count);
            });
        }
        return HexFormat.of().formatHex(sha256.digest(tokenizer));
    }

    private String head(T5Tensor tensor) {
        String stored = tensors.stored(tensor.name());
        String type = reader(stored).entry(stored).type().name();
        return tensor.name() + " " + type + " " + tensor.shape() + "\n";
    }

    private SafetensorsReader reader(String stored) {
        return Objects.requireNonNull(files.byTensor().get(stored), stored);
    }

    /** Looks for values that are none, counting through a tensor. */
    private final class Finite {

        private final T5Tensor tensor;
        private long seen;

        Finite(T5Tensor tensor) {
            this.tensor = tensor;
        }

        void check(float[] values, int count) {
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new IllegalArgumentException("the checkpoint in " + directory + " has the value " + values[i]
                            + " in the tensor " + tensor.name() + ", element " + (seen + i)
                            + ": it is damaged, or was converted to a type too narrow for it");
                }
            }
            seen += count;
        }
    }

    private static IllegalArgumentException unreadable(Path directory, IOException cause) {
        return new IllegalArgumentException(
                "the checkpoint in " + directory + " cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException failure) {
            throw unreadable(directory, failure);
        }
    }
}
