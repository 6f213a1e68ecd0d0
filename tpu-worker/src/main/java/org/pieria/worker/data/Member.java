package org.pieria.worker.data;

/**
 * Where a file lies inside a shard, and what its content was when it was indexed.
 *
 * @param offset of its first byte in the shard
 * @param size bytes
 * @param checksum CRC32C of the content
 */
public record Member(long offset, int size, int checksum) {}
