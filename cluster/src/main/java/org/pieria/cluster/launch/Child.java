package org.pieria.cluster.launch;

import java.time.Duration;

/** A process that the launcher has started. */
interface Child {

    boolean alive();

    /** Only once it is not alive. */
    int exitCode();

    /** Asks it to end in order: it sees the end of its standard input. */
    void closeInput();

    /** SIGTERM. */
    void terminate();

    /** SIGKILL. */
    void kill();

    /** Waits for its end; false if it still lives. */
    boolean awaitEnd(Duration patience);
}
