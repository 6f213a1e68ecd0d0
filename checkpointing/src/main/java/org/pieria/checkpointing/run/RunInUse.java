package org.pieria.checkpointing.run;

import java.nio.file.Path;

/** A run directory is held by another run that is alive. The message says by whom and what to do. */
public final class RunInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunInUse(Path directory, String holder) {
        super(directory + " is in use by " + holder + "; stop that run, or use another --dir");
    }
}
