package org.pieria.actors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What went wrong behind a failed stage. */
final class Failure {

    private Failure() {}

    /** What really went wrong, without the wrapping of stages. */
    static Throwable root(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? root(cause) : failure;
    }

    /** The message of what really went wrong; the name of its kind where it has none. */
    static String reason(Throwable failure) {
        Throwable root = root(failure);
        @Nullable String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    /** Whether a file could not be read or written: that may be better the next time. */
    static boolean ofTheDisk(Throwable failure) {
        Throwable root = root(failure);
        return root instanceof IOException || root instanceof UncheckedIOException;
    }
}
