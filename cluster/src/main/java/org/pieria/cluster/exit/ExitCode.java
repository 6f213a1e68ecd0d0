package org.pieria.cluster.exit;

/** What the process tells its parent at its end. Scripts rely on these numbers; they are listed in the README. */
public final class ExitCode {

    public static final int DONE = 0;

    /** A defect of ours: the stack trace belongs into a bug report. */
    public static final int SOFTWARE = 1;

    public static final int USAGE = 2;

    /** The run ended as FAILED. */
    public static final int RUN_FAILED = 3;

    /** This worker computed or held something else than the others; started again it takes the state from them. */
    public static final int EVICTED = 65;

    /** This machine lacks something: memory, disk, shared memory, a free port, a program. */
    public static final int PREFLIGHT = 69;

    /** The cluster does not answer; trying again later may help. */
    public static final int UNREACHABLE = 75;

    /** The configuration is wrong, or is not the one that the run directory belongs to. */
    public static final int CONFIGURATION = 78;

    /** Interrupted by Ctrl-C; the JVM itself ends with it. */
    public static final int INTERRUPTED = 130;

    /** Asked to end by SIGTERM; the JVM itself ends with it. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
