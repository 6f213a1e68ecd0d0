package org.pieria.cluster.http;

import java.util.Optional;

/**
 * A painted grid of samples.
 *
 * @param path below the run's {@code samples} folder, with forward slashes
 * @param step the last number in the path, if there is one
 * @param bytes the file's size
 * @param at when it was painted, in milliseconds since 1970
 */
public record SampleGrid(String path, Optional<Long> step, long bytes, long at) {}
