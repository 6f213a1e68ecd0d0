package org.pieria.checkpointing.store;

import java.io.IOException;

/** A stored file is not what was written: cut, flipped, of an unknown format. The message names the file and the place. */
public final class DamagedFile extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedFile(String message) {
        super(message);
    }

    public DamagedFile(String message, Throwable cause) {
        super(message, cause);
    }
}
