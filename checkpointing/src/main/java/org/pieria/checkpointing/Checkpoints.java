package org.pieria.checkpointing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.checkpointing.store.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run. One exists when its manifest exists; it is used only after every byte of it was verified.
 * Any thread.
 */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final CheckpointStore store;

    public Checkpoints(CheckpointStore store) {
        this.store = store;
    }

    /**
     * Makes the files of an attempt a checkpoint. Publishing the same manifest twice changes nothing.
     *
     * @throws DamagedFile when a file is not there in the size that was reported: the directory is not shared, for example
     * @throws IllegalStateException when another manifest is there already
     */
    public void publish(Manifest manifest) throws IOException {
        requirePresent(manifest);
        byte[] bytes = manifest.toBytes();
        String path = manifest.name().manifestPath();
        if (!store.createIfAbsent(path, bytes)) {
            byte[] existing = store.read(path).orElse(new byte[0]);
            if (!Arrays.equals(existing, bytes)) {
                throw new IllegalStateException(path + " exists with another content; an attempt needs a new name");
            }
        }
    }

    /** All checkpoints whose manifest is sound, by phase and from old to new; a damaged manifest is passed over loudly. */
    public List<Manifest> list() throws IOException {
        List<Manifest> found = new ArrayList<>();
        for (CheckpointName name : published(CheckpointName.ROOT)) {
            try {
                found.add(manifest(name));
            } catch (IOException unusable) {
                LOG.warn("Passing over checkpoint {}: {}", name.path(), unusable.getMessage());
            }
        }
        return found;
    }

    /** The newest checkpoint of a phase of which every byte verifies; newer ones that do not are passed over loudly. */
    public Optional<Manifest> newest(String phase) throws IOException {
        List<CheckpointName> names = published(directory(phase));
        for (int i = names.size() - 1; i >= 0; i--) {
            Optional<Manifest> sound = sound(names.get(i));
            if (sound.isPresent()) {
                return sound;
            }
        }
        return Optional.empty();
    }

    /**
     * Opens a checkpoint after verifying every byte of it.
     *
     * @param path of its directory inside the run directory
     * @throws DamagedFile when it is missing or not what was written
     */
    public Snapshot load(String path) throws IOException {
        Manifest manifest = manifest(CheckpointName.parse(path));
        return Snapshot.open(manifest, store.local(path));
    }

    /** The manifest if it and all files verify; otherwise a warning. */
    Optional<Manifest> sound(CheckpointName name) {
        try {
            Manifest manifest = manifest(name);
            for (FileEntry file : manifest.files()) {
                file.verify(store.local(name.path()));
            }
            return Optional.of(manifest);
        } catch (IOException unusable) {
            LOG.warn("Falling back from checkpoint {}: {}", name.path(), unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Reads a manifest that must belong to this name: a copied or moved one does not count. */
    Manifest manifest(CheckpointName name) throws IOException {
        String path = name.manifestPath();
        byte[] bytes = store.read(path).orElseThrow(() -> new DamagedFile(path + " is missing"));
        Manifest manifest = Manifest.parse(path, bytes);
        if (!manifest.name().equals(name)) {
            throw new DamagedFile(path + " belongs to " + manifest.name().path());
        }
        return manifest;
    }

    /** Names that have a manifest, sound or not, from old to new. */
    private List<CheckpointName> published(String directory) throws IOException {
        return store.list(directory).stream()
                .map(StoredFile::path)
                .filter(path -> path.endsWith("/" + Manifest.FILE))
                .flatMap(Checkpoints::nameOfManifest)
                .sorted()
                .toList();
    }

    private static Stream<CheckpointName> nameOfManifest(String path) {
        return CheckpointName.ofPath(path.substring(0, path.length() - Manifest.FILE.length() - 1)).stream();
    }

    private void requirePresent(Manifest manifest) throws IOException {
        List<StoredFile> present = store.list(manifest.name().path());
        for (FileEntry file : manifest.files()) {
            String path = manifest.name().path() + "/" + file.path();
            if (present.stream().noneMatch(found -> found.path().equals(path) && found.bytes() == file.bytes())) {
                throw new DamagedFile(path + " is not in the run directory with the " + file.bytes()
                        + " bytes that its writer reported; do all hosts share this directory?");
            }
        }
    }

    private static String directory(String phase) {
        return CheckpointName.ROOT + "/" + phase;
    }
}
