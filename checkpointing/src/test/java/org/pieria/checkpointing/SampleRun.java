package org.pieria.checkpointing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.LocalStore;

/** A run whose state after a step is a few numbers made of the step; two ranks write it. */
final class SampleRun {

    private final Path root;
    private final Disk disk;

    SampleRun(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    SampleRun(Path root) {
        this(root, Disk.LOCAL);
    }

    LocalStore store() {
        return new LocalStore(root, disk);
    }

    Checkpoints checkpoints() {
        return new Checkpoints(store());
    }

    static CheckpointName name(String phase, long step) {
        return new CheckpointName(phase, step, 1, "0");
    }

    static float[] weights(long step) {
        return new float[] {step, step + 0.5f, -step};
    }

    /** Writes and publishes the checkpoint of a step. */
    Manifest save(String phase, long step) throws IOException {
        return save(name(phase, step), false);
    }

    Manifest save(CheckpointName name, boolean last) throws IOException {
        Manifest manifest = manifest(name, write(name), last);
        checkpoints().publish(manifest);
        return manifest;
    }

    /** Writes the files of an attempt, without its manifest. */
    List<FileEntry> write(CheckpointName name) throws IOException {
        Path directory = store().local(name.path());
        NamedTensor weights = NamedTensor.of("weights", List.of(3L), weights(name.step()));
        NamedTensor counts = NamedTensor.of("counts", List.of(1L), new int[] {(int) name.step()});
        return List.of(
                SafetensorsWriter.write(disk, directory.resolve("rank-0.safetensors"), Map.of(), List.of(weights)),
                SafetensorsWriter.write(disk, directory.resolve("rank-1.safetensors"), Map.of(), List.of(counts)));
    }

    static Manifest manifest(CheckpointName name, List<FileEntry> files, boolean last) {
        Provenance provenance = new Provenance("run-1", "c0ffee", "pieria.slices = 4\n", Map.of("java", "17"));
        Map<String, String> digests = Map.of("weights", "w" + name.step(), "counts", "c" + name.step());
        return new Manifest(
                name, 1, "digest-" + name.step(), digests, provenance, Map.of("samples", "96"), last, files);
    }

    /** The files of a checkpoint with their content. */
    List<Path> files(CheckpointName name) throws IOException {
        try (var files = Files.list(root.resolve(name.path()))) {
            return files.sorted().toList();
        }
    }
}
