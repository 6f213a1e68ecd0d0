package org.pieria.worker.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Snapshot;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.checkpointing.store.LocalStore;
import org.pieria.worker.step.StateDigest;

/** Checkpoints as safetensors files in a run directory; every rank writes whole tensors, about the same number of bytes. */
public final class SafetensorsCheckpoints implements CheckpointFiles {

    private final Path directory;
    private final Checkpoints checkpoints;

    /** Reads and writes inside a run directory. */
    public SafetensorsCheckpoints(Path directory) {
        this.directory = directory;
        this.checkpoints = new Checkpoints(new LocalStore(directory));
    }

    @Override
    public PhaseState load(String checkpoint) {
        try (Snapshot snapshot = checkpoints.load(checkpoint)) {
            Map<String, float[]> values = new LinkedHashMap<>();
            for (String name : snapshot.names()) {
                values.put(name, snapshot.floats(name));
            }
            return new PhaseState(
                    snapshot.manifest().name().phase(),
                    snapshot.manifest().name().step(),
                    values);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint " + checkpoint + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public SavedPart write(SaveOrder order, PhaseState state, Map<String, List<Long>> shapes, String digest) {
        List<NamedTensor> tensors = new ArrayList<>();
        StateDigest digests = new StateDigest();
        for (String name : share(state.values(), order.rank(), order.ranks())) {
            float[] values = state.values().getOrDefault(name, new float[0]);
            tensors.add(NamedTensor.of(name, shapes.getOrDefault(name, List.of()), values));
            digests.add(name, values);
        }
        String file = "rank-%d-of-%d.safetensors".formatted(order.rank(), order.ranks());
        Map<String, String> facts =
                Map.of("phase", order.phase(), "step", Long.toString(order.step()), "digest", digest);
        return new SavedPart(
                order.step(),
                digest,
                order.rank(),
                List.of(written(order, file, facts, tensors).toJson()),
                digests.tensors());
    }

    private FileEntry written(SaveOrder order, String file, Map<String, String> facts, List<NamedTensor> tensors) {
        Path path = directory.resolve(order.directory()).resolve(file);
        try {
            Files.createDirectories(path.getParent());
            return SafetensorsWriter.write(path, facts, tensors);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint file " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The names of a rank's tensors: the largest first, each to the rank that has the fewest bytes so far. */
    static List<String> share(Map<String, float[]> values, int rank, int ranks) {
        List<String> names = new ArrayList<>(values.keySet());
        names.sort(Comparator.comparingInt((String name) -> -values.getOrDefault(name, new float[0]).length)
                .thenComparing(Comparator.naturalOrder()));
        long[] bytes = new long[ranks];
        List<String> own = new ArrayList<>();
        for (String name : names) {
            int lightest = lightest(bytes);
            bytes[lightest] += values.getOrDefault(name, new float[0]).length;
            if (lightest == rank) {
                own.add(name);
            }
        }
        own.sort(Comparator.naturalOrder());
        return own;
    }

    private static int lightest(long[] bytes) {
        int lightest = 0;
        for (int rank = 1; rank < bytes.length; rank++) {
            lightest = bytes[rank] < bytes[lightest] ? rank : lightest;
        }
        return lightest;
    }
}
