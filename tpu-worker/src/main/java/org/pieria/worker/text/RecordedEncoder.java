package org.pieria.worker.text;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pieria.model.text.TextEncoder;

/** The text encoder of a run directory: what a model has learned to read, and nothing else, is what it can be given. */
public final class RecordedEncoder {

    /** Where a run directory names its encoder, with the digest of the weights where they are the user's. */
    public static final String FILE = "records/text-encoder";

    private RecordedEncoder() {}

    /**
     * Opens the configured encoder if it is the one that the run was begun with; a run that names none takes any. The
     * caller closes it.
     *
     * @throws IllegalArgumentException with a message for the user when it is another, or its files do not fit
     */
    public static TextEncoder open(Path run, Config root) throws IOException {
        TextEncoder encoder = TextConfig.from(root).open();
        try {
            requireSame(run, encoder.name());
            return encoder;
        } catch (IOException | RuntimeException other) {
            encoder.close();
            throw other;
        }
    }

    private static void requireSame(Path run, String name) throws IOException {
        Path record = run.resolve(FILE);
        String first = Files.isRegularFile(record) ? Files.readString(record).strip() : name;
        if (!first.equals(name)) {
            throw new IllegalArgumentException("the text encoder is " + name + ", but the captions of the run in " + run
                    + " were encoded with " + first + "; set text.encoder and text.weights to that one");
        }
    }
}
