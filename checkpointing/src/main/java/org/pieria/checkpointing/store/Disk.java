package org.pieria.checkpointing.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The operations on a file system that can fail half-way; every write of this module goes through one. A test puts one
 * in its place that fails or dies at a chosen operation. Any thread.
 */
public interface Disk {

    /** The file system of this machine. */
    Disk LOCAL = new Disk() {};

    /** Opens a new file for writing; it must not exist. */
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes all that remains in the buffer at the channel's position. */
    default void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Returns when the content of the file is durable. */
    default void sync(FileChannel channel) throws IOException {
        channel.force(true);
    }

    /** Gives an existing file a second name, unless that name is taken. */
    default void link(Path name, Path existing) throws IOException {
        Files.createLink(name, existing);
    }

    /** Renames a file, replacing the one that has the name. */
    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Creates one directory in an existing one; an existing directory is left alone. */
    default void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    /** Returns when the names in a directory are durable. */
    default void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a file or an empty directory if it is there. */
    default void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }
}
