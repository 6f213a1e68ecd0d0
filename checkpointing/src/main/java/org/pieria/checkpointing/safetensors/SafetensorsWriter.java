package org.pieria.checkpointing.safetensors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.DurableFiles;

/** Writes safetensors files: whole, durable, and with the checksums by which they are verified later. Any thread. */
public final class SafetensorsWriter {

    private SafetensorsWriter() {}

    /**
     * Writes a file whole, in place of one of that name; the tensors' data follow one another in the order given. Missing
     * directories are created. When it returns, the file and its name are durable; when it fails, nothing is left.
     *
     * @param file its name becomes the entry's path
     * @param metadata free text by name, for the file's header
     * @throws IllegalArgumentException when two tensors share a name, or a shape does not fit its values
     */
    public static FileEntry write(Path file, Map<String, String> metadata, List<NamedTensor> tensors)
            throws IOException {
        return write(Disk.LOCAL, file, metadata, tensors);
    }

    /** Writes through the given disk; see {@link #write(Path, Map, List)}. */
    public static FileEntry write(Disk disk, Path file, Map<String, String> metadata, List<NamedTensor> tensors)
            throws IOException {
        List<TensorEntry> table = lay(tensors);
        byte[] header = header(metadata, table);
        List<String> checksums = new ArrayList<>();
        new DurableFiles(disk).replace(file, channel -> {
            BlockWriter writer = new BlockWriter(disk, channel);
            writer.put(header);
            for (NamedTensor tensor : tensors) {
                writer.put(tensor);
            }
            checksums.addAll(writer.finish());
        });
        return new FileEntry(file.getFileName().toString(), header.length + bytes(table), table, checksums);
    }

    private static List<TensorEntry> lay(List<NamedTensor> tensors) {
        List<TensorEntry> table = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
        for (NamedTensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("the name \"" + tensor.name() + "\" is taken already");
            }
            table.add(tensor.entryAt(bytes(table)));
        }
        return table;
    }

    private static long bytes(List<TensorEntry> table) {
        return table.isEmpty() ? 0 : table.get(table.size() - 1).end();
    }

    /** The header with its length before it, padded with blanks so that the data begin at a multiple of 8. */
    private static byte[] header(Map<String, String> metadata, List<TensorEntry> table) {
        ObjectNode json = Json.object();
        if (!metadata.isEmpty()) {
            json.set(SafetensorsHeader.METADATA, Fields.objectOf(metadata));
        }
        table.forEach(entry -> json.set(entry.name(), entry.toJson()));
        byte[] text = Json.compact(json).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + padded.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .put(padded)
                .array();
    }
}
