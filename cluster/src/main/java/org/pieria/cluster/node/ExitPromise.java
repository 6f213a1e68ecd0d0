package org.pieria.cluster.node;

import java.util.concurrent.CompletableFuture;
import org.pieria.actors.RunEnding;
import org.pieria.actors.training.Outcome;
import org.pieria.cluster.exit.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers how this process's part in a run ended, as an exit code. */
final class ExitPromise implements RunEnding {

    private static final Logger LOG = LoggerFactory.getLogger(ExitPromise.class);

    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    @Override
    public void ended(Outcome outcome, String reason) {
        LOG.info("this node's part is over: {} ({})", outcome, reason);
        code.complete(codeOf(outcome));
    }

    /** Without its actor system the process is of no use; whoever started it may start it again. */
    void systemEnded() {
        if (code.complete(ExitCode.UNREACHABLE)) {
            LOG.info(
                    "the actor system has ended, and this node with it: it was told to, or was removed from the cluster");
        }
    }

    private static int codeOf(Outcome outcome) {
        return switch (outcome) {
            case FINISHED, LEFT -> ExitCode.DONE;
            case FAILED -> ExitCode.RUN_FAILED;
            case OVERRULED, FORSAKEN -> ExitCode.UNREACHABLE;
            case EVICTED -> ExitCode.EVICTED;
            case REFUSED -> ExitCode.CONFIGURATION;
        };
    }

    /** Completes with the code. */
    CompletableFuture<Integer> code() {
        return code;
    }
}
