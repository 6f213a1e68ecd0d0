package org.pieria.checkpointing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * A verified checkpoint, open for reading. Values are copies; nothing that a caller does to them reaches another. It
 * stays readable until it is closed, even if the checkpoint is removed meanwhile. Any thread.
 */
public final class Snapshot implements AutoCloseable {

    private final Manifest manifest;
    private final List<SafetensorsReader> files = new ArrayList<>();
    private final Map<String, SafetensorsReader> byTensor = new TreeMap<>();

    private Snapshot(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Opens the files of a checkpoint, each verified whole while it is open. */
    static Snapshot open(Manifest manifest, Path directory) throws IOException {
        Snapshot snapshot = new Snapshot(manifest);
        try {
            for (FileEntry file : manifest.files()) {
                snapshot.add(file, directory);
            }
            return snapshot;
        } catch (IOException | RuntimeException failure) {
            snapshot.close();
            throw failure;
        }
    }

    private void add(FileEntry file, Path directory) throws IOException {
        file.verify(directory);
        Path path = directory.resolve(file.path());
        SafetensorsReader reader = SafetensorsReader.open(path);
        files.add(reader);
        reader.names().forEach(tensor -> byTensor.put(tensor, reader));
        if (!reader.tensors().equals(file.tensors())) {
            throw new DamagedFile(path + " holds other tensors than its manifest says");
        }
    }

    /** What the checkpoint says about itself. */
    public Manifest manifest() {
        return manifest;
    }

    /** The names of all tensors, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    /** A tensor's dimensions, outermost first; empty for a scalar. */
    public List<Long> shape(String name) {
        return reader(name).shape(name);
    }

    /** A copy of the values of a tensor of type F32, BF16 or F16. */
    public float[] floats(String name) throws IOException {
        return reader(name).floats(name);
    }

    /** A copy of the values of a tensor of type I32. */
    public int[] ints(String name) throws IOException {
        return reader(name).ints(name);
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsReader reader : files) {
            reader.close();
        }
    }

    private SafetensorsReader reader(String name) {
        SafetensorsReader reader = byTensor.get(name);
        if (reader == null) {
            throw new IllegalArgumentException("no tensor \"" + name + "\" in checkpoint "
                    + manifest.name().path() + "; it has " + byTensor.size() + " others");
        }
        return reader;
    }
}
