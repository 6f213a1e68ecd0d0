package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.text.RecordedEncoder;

/** The text encoder for painting with a run directory. */
final class RunText {

    private RunText() {}

    /** Opens it; one that is not the run's, or whose files do not fit, is the user's mistake. */
    static TextEncoder open(Path run, Config root) throws IOException {
        try {
            return RecordedEncoder.open(run, root);
        } catch (IllegalArgumentException refused) {
            throw new ExitException(ExitCode.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
        }
    }
}
