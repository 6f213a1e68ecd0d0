package org.pieria.cluster.launch;

import java.nio.file.Path;

/** Starts the media driver that the workers of this machine share; the launcher hosts it, so it outlives any worker. */
@FunctionalInterface
public interface SharedDriver {

    /**
     * In a folder that may not exist yet.
     *
     * @return closing it ends the driver
     */
    AutoCloseable start(Path folder) throws Exception;
}
