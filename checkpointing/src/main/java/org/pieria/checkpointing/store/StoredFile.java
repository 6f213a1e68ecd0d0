package org.pieria.checkpointing.store;

import java.time.Instant;

/**
 * A file in a store.
 *
 * @param path inside the store, with forward slashes
 * @param bytes its size
 * @param modified when it was last written, by the store's clock
 */
public record StoredFile(String path, long bytes, Instant modified) {}
