package org.pieria.checkpointing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store in a directory of this host, or of a file system that all hosts share and that has hard links. */
public final class LocalStore implements CheckpointStore {

    private final Path root;
    private final Disk disk;
    private final DurableFiles files;

    public LocalStore(Path root) {
        this(root, Disk.LOCAL);
    }

    public LocalStore(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.disk = disk;
        this.files = new DurableFiles(disk);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] bytes) throws IOException {
        return files.createIfAbsent(local(path), bytes);
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        files.replace(local(path), bytes);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(local(path)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        for (Path path : walk(local(directory))) {
            describe(path).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    @Override
    public void delete(String path) throws IOException {
        List<Path> below = walk(local(path));
        for (int i = below.size() - 1; i >= 0; i--) {
            disk.delete(below.get(i));
        }
    }

    @Override
    public Path local(String path) {
        Path resolved = root.resolve(path).normalize();
        if (path.isEmpty() || !resolved.startsWith(root) || resolved.equals(root)) {
            throw new IllegalArgumentException("\"" + path + "\" is not a path inside " + root);
        }
        return resolved;
    }

    /** Everything below a directory, each directory before its content; links are not followed. */
    private static List<Path> walk(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted().toList();
        } catch (UncheckedIOException failure) {
            throw new IOException("cannot list " + directory, failure.getCause());
        }
    }

    private Optional<StoredFile> describe(Path path) throws IOException {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return facts.isDirectory() ? Optional.empty() : Optional.of(stored(path, facts));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private StoredFile stored(Path path, BasicFileAttributes facts) {
        String name = root.relativize(path).toString().replace('\\', '/');
        return new StoredFile(name, facts.size(), facts.lastModifiedTime().toInstant());
    }
}
