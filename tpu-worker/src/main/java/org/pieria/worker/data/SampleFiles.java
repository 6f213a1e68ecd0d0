package org.pieria.worker.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a shard that share a base name: everything before the first dot of the file name, as in WebDataset.
 *
 * @param shard number of the shard
 * @param key the base name, with its folders
 * @param byExtension what follows the first dot, in lower case; a file that comes twice counts as it came last, as when
 *     the tar is unpacked
 */
record SampleFiles(int shard, String key, Map<String, Extent> byExtension) {

    /** Bytes; everything in a tar begins at a multiple. */
    private static final int BLOCK = 512;

    /** Where a file lies in its shard. */
    record Extent(long offset, long size) {}

    /**
     * Lists a shard in the order in which keys first appear.
     *
     * @throws IllegalArgumentException when the file cannot be read as a tar or holds nothing
     */
    static List<SampleFiles> in(Path file, int shard) {
        Map<String, SampleFiles> byKey = new LinkedHashMap<>();
        try (TarFile tar = new TarFile(file)) {
            requireEnd(file, tar.getEntries());
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (entry.isFile()) {
                    add(byKey, entry, shard);
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw unreadable(file, broken);
        }
        if (byKey.isEmpty()) {
            throw new IllegalArgumentException("shard " + file + " holds no files; copy it again or remove it");
        }
        return new ArrayList<>(byKey.values());
    }

    /** A shard that cannot be read stops everything: leaving it out would change what is trained on. */
    static IllegalArgumentException unreadable(Path file, Exception reason) {
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        return new IllegalArgumentException(
                "shard " + file + " cannot be read: " + message + "; copy it again or remove it", reason);
    }

    /** A tar ends in blocks of zeros. Without them it was cut off, which between two files would go unnoticed. */
    private static void requireEnd(Path file, List<TarArchiveEntry> entries) throws IOException {
        long end = 0;
        for (TarArchiveEntry entry : entries) {
            long blocks = (entry.getSize() + BLOCK - 1) / BLOCK;
            end = Math.max(end, entry.getDataOffset() + blocks * BLOCK);
        }
        if (Files.size(file) < end + BLOCK) {
            throw new IOException("its end is missing, it was cut off at " + Files.size(file) + " bytes");
        }
    }

    private static void add(Map<String, SampleFiles> byKey, TarArchiveEntry entry, int shard) {
        String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        int name = path.lastIndexOf('/') + 1;
        int dot = path.indexOf('.', name);
        // A name that begins with a dot is no sample but what an editor or a file system left behind.
        if (dot > name) {
            SampleFiles files =
                    byKey.computeIfAbsent(path.substring(0, dot), key -> new SampleFiles(shard, key, new TreeMap<>()));
            files.byExtension.put(
                    path.substring(dot + 1).toLowerCase(Locale.ROOT),
                    new Extent(entry.getDataOffset(), entry.getSize()));
        }
    }

    /** The first of some extensions that the sample has. */
    @Nullable
    Extent first(List<String> extensions) {
        for (String extension : extensions) {
            Extent extent = byExtension.get(extension);
            if (extent != null) {
                return extent;
            }
        }
        return null;
    }
}
