package org.pieria.checkpointing.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the records and files of a run live. Paths are relative, with forward slashes, and never leave the store; others
 * are refused with {@link IllegalArgumentException}. Any thread, any process.
 */
public interface CheckpointStore {

    /**
     * Creates a record once. Durable when it returns.
     *
     * @return whether this call created it; false: it exists already and is untouched
     */
    boolean createIfAbsent(String path, byte[] bytes) throws IOException;

    /** Writes a record whole, in place of one of that name. Durable when it returns. */
    void replace(String path, byte[] bytes) throws IOException;

    /** The content of a record, if it exists. */
    Optional<byte[]> read(String path) throws IOException;

    /** All files below a directory, by path; none if it does not exist. Names that begin with a dot are unfinished files. */
    List<StoredFile> list(String directory) throws IOException;

    /** Removes a file, or a directory with all that is in it; nothing happens if it does not exist. */
    void delete(String path) throws IOException;

    /** The path on this host under which large files of the store are written and read. */
    Path local(String path);
}
