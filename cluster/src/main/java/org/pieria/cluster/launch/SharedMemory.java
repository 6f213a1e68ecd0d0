package org.pieria.cluster.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * This launch's folder in shared memory, named by the launcher's process: everything that its children map is inside, so
 * that nothing outlives the run, not even after {@code kill -9}.
 */
final class SharedMemory implements AutoCloseable {

    static final Path ROOT = Path.of("/dev/shm");

    private static final String PREFIX = "pieria-";

    private final Path folder;

    private SharedMemory(Path folder) {
        this.folder = folder;
    }

    /** Takes a folder for a process, and removes those whose launchers are gone. */
    static SharedMemory claim(Path root, long pid) {
        Path parent = Files.isDirectory(root) ? root : Path.of(System.getProperty("java.io.tmpdir"));
        removeOrphans(parent);
        try {
            return new SharedMemory(Files.createDirectories(parent.resolve(PREFIX + pid)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder in " + parent, e);
        }
    }

    /** Of the data plane's media driver. */
    Path data() {
        return folder.resolve("data");
    }

    /** Where Aeron puts the drivers of a child. */
    Path ofChild(String name) {
        return folder.resolve(name);
    }

    /** What a dead child has left. */
    void clean(String name) {
        entries(folder).stream()
                .filter(entry -> belongsTo(entry.getFileName().toString(), name))
                .forEach(SharedMemory::delete);
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static boolean belongsTo(String entry, String name) {
        return entry.equals(name) || entry.startsWith(name + "-");
    }

    private static void removeOrphans(Path parent) {
        entries(parent).stream().filter(SharedMemory::orphaned).forEach(SharedMemory::delete);
    }

    private static boolean orphaned(Path entry) {
        String name = entry.getFileName().toString();
        return name.matches(PREFIX + "\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                        .isEmpty();
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As far as possible: what another user owns stays. */
    private static void delete(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Somebody else removes it at the same time, which is what we want.
        }
    }
}
