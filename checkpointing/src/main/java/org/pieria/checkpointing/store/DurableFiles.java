package org.pieria.checkpointing.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are there whole or not at all, whatever happens while they are written, and that stay there. Content goes to
 * a temporary file beside the target first; names that begin with a dot are never content. Any thread.
 */
public final class DurableFiles {

    private static final AtomicLong SERIAL = new AtomicLong();

    private final Disk disk;

    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /** Writes content to an open channel. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes a file whole; one of that name is replaced whole. */
    public void replace(Path file, Content content) throws IOException {
        Path temporary = write(file, content);
        try {
            disk.move(temporary, file);
        } catch (IOException failure) {
            throw discarding(temporary, failure);
        }
        disk.syncDirectory(parent(file));
    }

    /** Writes a file whole; one of that name is replaced whole. */
    public void replace(Path file, byte[] bytes) throws IOException {
        replace(file, channel -> disk.write(channel, ByteBuffer.wrap(bytes)));
    }

    /**
     * Writes a file whole unless one of that name exists.
     *
     * @return whether this call created it; of several callers in several processes only one is told so
     */
    public boolean createIfAbsent(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        Path temporary = write(file, channel -> disk.write(channel, ByteBuffer.wrap(bytes)));
        boolean created;
        try {
            created = link(file, temporary);
        } catch (IOException failure) {
            throw discarding(temporary, failure);
        }
        disk.delete(temporary);
        disk.syncDirectory(parent(file));
        return created;
    }

    /** Creates a directory and those above it, durably. */
    public void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = parent(directory);
        createDirectories(above);
        disk.createDirectory(directory);
        disk.syncDirectory(above);
    }

    private Path write(Path file, Content content) throws IOException {
        createDirectories(parent(file));
        Path temporary = parent(file).resolve(temporaryName(file));
        try (FileChannel channel = disk.create(temporary)) {
            content.writeTo(channel);
            disk.sync(channel);
            return temporary;
        } catch (IOException failure) {
            throw discarding(temporary, failure);
        }
    }

    private boolean link(Path file, Path temporary) throws IOException {
        try {
            disk.link(file, temporary);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException unsupported) {
            throw new IOException(
                    "the file system of " + file + " has no hard links, by which records are created once;"
                            + " put the run directory on one that has them",
                    unsupported);
        }
    }

    private IOException discarding(Path temporary, IOException failure) {
        try {
            disk.delete(temporary);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
        return failure;
    }

    private static String temporaryName(Path file) {
        return "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet() + ".tmp";
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no directory above it");
        }
        return parent;
    }
}
