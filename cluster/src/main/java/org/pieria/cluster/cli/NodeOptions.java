package org.pieria.cluster.cli;

import java.nio.file.Path;
import org.pieria.cluster.config.Configuration;

/**
 * How one node is to run.
 *
 * @param name unique in the cluster, for example {@code worker-2}
 * @param directory the run directory, absolute
 */
public record NodeOptions(String name, Configuration configuration, Path directory) {

    public NodeOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a node needs a name");
        }
        directory = directory.toAbsolutePath().normalize();
    }
}
