package org.pieria.cluster.ledger;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps averages up on a thread of its own: reading and writing whole models must not hold up the ledger. */
final class AverageDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AverageDesk.class);

    private final Averages averages;
    private final List<String> phases;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(AverageDesk::newThread);

    AverageDesk(RunDirectory directory, Averaging averaging) {
        this.averages = Averages.of(directory.root(), averaging.rule());
        this.phases = averaging.phases();
    }

    /** Takes a published checkpoint into its phase's average, and then, whatever came of that, goes on. */
    void published(String phase, Runnable then) {
        if (!phases.contains(phase)) {
            then.run();
            return;
        }
        try {
            thread.execute(() -> {
                update(phase);
                then.run();
            });
        } catch (RejectedExecutionException closed) {
            LOG.info("The average of phase {} is brought up to date at the next start", phase);
        }
    }

    /** An average that fails is no reason to end a training: it can be recomputed. */
    private void update(String phase) {
        try {
            averages.update(phase).forEach(step -> LOG.info("Step {} is in the average of phase {}", step, phase));
        } catch (IOException | RuntimeException failure) {
            LOG.warn(
                    "The average of phase {} is not up to date: {}; 'pieria average' recomputes it",
                    phase,
                    failure.getMessage(),
                    failure);
        }
    }

    /** Waits for what was asked for, at most so long. */
    void close(long seconds) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(seconds, TimeUnit.SECONDS)) {
            LOG.warn("An average is still being written after {} s", seconds);
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "averages");
        thread.setDaemon(true);
        return thread;
    }
}
