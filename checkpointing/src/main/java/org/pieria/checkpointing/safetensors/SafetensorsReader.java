package org.pieria.checkpointing.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * Reads a safetensors file of any origin. Opening it checks the header against the file; values are copied out, so that
 * nothing refers to the file afterwards. Any thread.
 */
public final class SafetensorsReader implements AutoCloseable {

    /** The reference implementation's limit, in bytes. */
    static final long LONGEST_HEADER = 100_000_000;

    private final FileChannel channel;
    private final Path file;
    private final Map<String, String> metadata;
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final MappedFile data;
    private final TensorStream stream;

    private SafetensorsReader(FileChannel channel, Path file) throws IOException {
        this.channel = channel;
        this.file = file;
        long headerBytes = headerBytes();
        long start = Long.BYTES + headerBytes;
        SafetensorsHeader header = header((int) headerBytes);
        this.metadata = header.metadata();
        header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        this.data = new MappedFile(channel, start, MappedFile.WINDOW);
        this.stream = new TensorStream(channel, file, start);
    }

    /**
     * Opens a file.
     *
     * @throws DamagedFile when it is not a whole, well-formed safetensors file; the message says what is wrong
     */
    public static SafetensorsReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafetensorsReader(channel, file);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** The tensors' names, in the order of their data. */
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    /** Free text of the header by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The file's path. */
    public Path file() {
        return file;
    }

    /** The tensors' places in the file, in the order of their data. */
    public List<TensorEntry> tensors() {
        return List.copyOf(tensors.values());
    }

    /** A tensor's place in the file. */
    public TensorEntry entry(String name) {
        return tensor(name);
    }

    /** A tensor's dimensions, outermost first; empty for a scalar. */
    public List<Long> shape(String name) {
        return tensor(name).shape();
    }

    /**
     * A copy of a tensor's values.
     *
     * @throws IllegalArgumentException when it is not of type F32, BF16 or F16
     */
    public float[] floats(String name) throws IOException {
        TensorEntry tensor = tensor(name);
        float[] values = new float[length(tensor)];
        FloatDecoder decoder = FloatDecoder.of(tensor.type());
        data.read(tensor, (bytes, from, count) -> decoder.decode(bytes, values, from, count));
        return values;
    }

    /**
     * A copy of a tensor's values.
     *
     * @throws IllegalArgumentException when it is not of type I32
     */
    public int[] ints(String name) throws IOException {
        TensorEntry tensor = tensor(name);
        if (tensor.type() != TensorType.I32) {
            throw new IllegalArgumentException(
                    "tensor \"" + name + "\" of " + file + " is " + tensor.type() + ", not I32");
        }
        int[] values = new int[length(tensor)];
        data.read(tensor, (bytes, from, count) -> bytes.asIntBuffer().get(values, from, count));
        return values;
    }

    /**
     * Shows a tensor's values block by block, in order, so that tensors of any size are read in little memory.
     *
     * @throws IllegalArgumentException when it is not of type F32, BF16 or F16
     */
    public void stream(String name, TensorStream.Blocks blocks) throws IOException {
        stream.read(tensor(name), blocks);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private TensorEntry tensor(String name) {
        TensorEntry tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "no tensor \"" + name + "\" in " + file + "; it has " + tensors.size() + " others");
        }
        return tensor;
    }

    private int length(TensorEntry tensor) {
        if (tensor.elements() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("tensor \"" + tensor.name() + "\" of " + file + " has "
                    + tensor.elements() + " elements, more than a Java array holds");
        }
        return (int) tensor.elements();
    }

    private long headerBytes() throws IOException {
        if (channel.size() < Long.BYTES) {
            throw damaged("it is cut off: " + channel.size() + " bytes");
        }
        long bytes = read(0, Long.BYTES).getLong();
        if (bytes < 0 || bytes > LONGEST_HEADER) {
            throw damaged("its header claims " + Long.toUnsignedString(bytes) + " bytes; at most " + LONGEST_HEADER
                    + " are allowed");
        }
        if (bytes > channel.size() - Long.BYTES) {
            throw damaged("it is cut off: the header claims " + bytes + " bytes of " + channel.size());
        }
        return bytes;
    }

    private SafetensorsHeader header(int bytes) throws IOException {
        try {
            return SafetensorsHeader.parse(read(Long.BYTES, bytes).array(), channel.size() - Long.BYTES - bytes);
        } catch (IllegalArgumentException malformed) {
            throw new DamagedFile(file + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    private ByteBuffer read(long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw damaged("it was cut off while it was read");
            }
        }
        return bytes.flip();
    }

    private DamagedFile damaged(String reason) {
        return new DamagedFile(file + " cannot be read: " + reason);
    }
}
