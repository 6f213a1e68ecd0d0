package org.pieria.worker.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Names for what is still being written, beside the place it will have: a reader sees all of a file or none of it. Not
 * Java's temporary files, which nobody but their owner may read.
 */
final class Unfinished {

    private Unfinished() {}

    /** A free hidden name in the same directory. */
    static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".unfinished-" + UUID.randomUUID());
    }

    /** Writes a file, replacing one of its name. */
    static void publish(Path file, byte[] content) throws IOException {
        Path unfinished = beside(file);
        try {
            Files.write(unfinished, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
