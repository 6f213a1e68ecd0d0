package org.pieria.worker.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes one WebDataset shard: a tar in which the files of a sample share a base name. The bytes depend on names and
 * contents alone: times, owners and modes are fixed. Not safe for several threads.
 */
public final class ShardWriter implements AutoCloseable {

    private static final FileTime WRITTEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final TarArchiveOutputStream tar;

    /** Creates the file, or empties it. */
    public ShardWriter(Path file) throws IOException {
        tar = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** The name of shard {@code number} of a data set: "00000.tar". */
    public static String name(int number) {
        return "%05d.tar".formatted(number);
    }

    /** Adds one file of a sample, for instance "1f600.png". */
    public void add(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setLastModifiedTime(WRITTEN);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Completes the shard. */
    @Override
    public void close() throws IOException {
        tar.close();
    }
}
