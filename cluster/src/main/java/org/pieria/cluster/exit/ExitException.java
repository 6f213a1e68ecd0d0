package org.pieria.cluster.exit;

/** Ends the process with a code and one message for a person: what is wrong, with which value, and what to do. */
public final class ExitException extends RuntimeException {

    private final int code;

    public ExitException(int code, String message) {
        super(message);
        this.code = code;
    }

    public ExitException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** One of {@link ExitCode}. */
    public int code() {
        return code;
    }
}
