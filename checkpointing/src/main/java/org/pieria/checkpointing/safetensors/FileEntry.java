package org.pieria.checkpointing.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * A written file as it must be found again: its size, its tensors and a checksum of every block.
 *
 * @param path of the file in the directory of its checkpoint, with forward slashes
 * @param bytes its size
 * @param tensors in the order of their data
 * @param blocks the CRC32C of each MiB of the file, as 8 hex digits
 */
public record FileEntry(String path, long bytes, List<TensorEntry> tensors, List<String> blocks) {

    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{8}");

    public FileEntry {
        tensors = List.copyOf(tensors);
        blocks = List.copyOf(blocks);
        if (path.isEmpty()
                || path.startsWith("/")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("\"" + path + "\" is not a path inside a checkpoint");
        }
        if (bytes < 0 || blocks.size() != BlockChecksums.blocks(bytes)) {
            throw new IllegalArgumentException(
                    path + " of " + bytes + " bytes cannot have " + blocks.size() + " checksums of 1 MiB");
        }
        if (!blocks.stream().allMatch(block -> CHECKSUM.matcher(block).matches())) {
            throw new IllegalArgumentException(path + " has a checksum that is not 8 hex digits: " + blocks);
        }
    }

    /** One line of JSON, to be sent in a message. */
    public String toJson() {
        return Json.compact(toNode());
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static FileEntry fromJson(String json) {
        return fromNode(Json.parse(json));
    }

    /** The entry as a part of a larger record. */
    public ObjectNode toNode() {
        ObjectNode json = Json.object();
        json.put("path", path).put("bytes", bytes);
        ArrayNode table = json.putArray("tensors");
        for (TensorEntry tensor : tensors) {
            table.add(Json.object().put("name", tensor.name()).setAll(tensor.toJson()));
        }
        ArrayNode sums = json.putArray("crc32c");
        blocks.forEach(sums::add);
        return json;
    }

    /**
     * Reads {@link #toNode}.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static FileEntry fromNode(JsonNode node) {
        Fields json = new Fields(node);
        List<TensorEntry> tensors = new ArrayList<>();
        for (JsonNode element : json.elements("tensors")) {
            Fields tensor = new Fields(element);
            tensors.add(TensorEntry.fromJson(tensor.text("name"), tensor));
        }
        return new FileEntry(json.text("path"), json.number("bytes"), tensors, json.texts("crc32c"));
    }

    /**
     * Reads every byte of the file and compares.
     *
     * @param root the directory that {@link #path} is relative to
     * @throws DamagedFile when it is missing, cut or changed; the message names file and block
     */
    public void verify(Path root) throws IOException {
        Path file = root.resolve(path);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            verifySize(file, channel.size());
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(bytes, BlockChecksums.BLOCK));
            for (int block = 0; block < blocks.size(); block++) {
                verifyBlock(file, block, read(channel, buffer.clear()));
            }
        } catch (NoSuchFileException missing) {
            throw new DamagedFile(file + " is missing", missing);
        }
    }

    private void verifySize(Path file, long found) throws DamagedFile {
        if (found != bytes) {
            throw new DamagedFile(file + " has " + found + " bytes, not the " + bytes + " that were written");
        }
    }

    private void verifyBlock(Path file, int block, ByteBuffer content) throws DamagedFile {
        String found = BlockChecksums.of(content);
        if (!found.equals(blocks.get(block))) {
            throw new DamagedFile(file + " is damaged in its MiB number " + block + ": CRC32C " + found + " instead of "
                    + blocks.get(block));
        }
    }

    private static ByteBuffer read(FileChannel channel, ByteBuffer buffer) throws IOException {
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer);
        }
        return buffer.flip();
    }
}
