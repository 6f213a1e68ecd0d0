package org.pieria.cluster.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * A process to start.
 *
 * @param name {@code coordinator-1}, {@code worker-2}
 * @param log what it writes is appended here
 */
record ChildSpec(String name, List<String> command, Path log) {

    ChildSpec {
        command = List.copyOf(command);
    }

    boolean coordinates() {
        return name.startsWith("coordinator");
    }
}
