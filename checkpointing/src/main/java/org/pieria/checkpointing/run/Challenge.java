package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pieria.checkpointing.store.CheckpointStore;

/**
 * Proves that two processes see the same run directory: one writes a secret, the other reads it back by its name.
 *
 * @param name of the challenge, unique in the run; letters, digits and dashes
 * @param secret hard to guess
 */
public record Challenge(String name, String secret) {

    private static final String DIRECTORY = "challenges/";

    public Challenge {
        if (!name.matches("[A-Za-z0-9-]+") || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "a challenge named \"" + name + "\" with " + secret.length() + " characters");
        }
    }

    /** Writes the secret where the other side will look for it. */
    public void pose(CheckpointStore store) throws IOException {
        store.replace(DIRECTORY + name, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** What the other side reads under this name; empty: it does not see the directory of the one who posed it. */
    public static Optional<String> answer(CheckpointStore store, String name) throws IOException {
        return store.read(DIRECTORY + name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Whether an answer proves that the directory is shared. */
    public boolean accepts(Optional<String> answer) {
        return answer.filter(secret::equals).isPresent();
    }

    /** Removes what {@link #pose} wrote. */
    public void withdraw(CheckpointStore store) throws IOException {
        store.delete(DIRECTORY + name);
    }
}
