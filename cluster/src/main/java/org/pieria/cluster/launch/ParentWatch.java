package org.pieria.cluster.launch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A node's side of the lifeline: the launcher holds the other end of standard input, so its end means that the launcher
 * wants the node to end, or is gone.
 */
public final class ParentWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ParentWatch() {}

    /**
     * Watches on a daemon thread. At the end of the input the JVM exits in order (shutdown hooks run), and is halted if that
     * takes longer than 20 seconds, so that no node is ever an orphan.
     */
    public static void exitWithParent(InputStream lifeline) {
        watch(lifeline, () -> {
            haltAfter(PATIENCE);
            Runtime.getRuntime().exit(0);
        });
    }

    /** Calls back once, on a daemon thread, when the input ends or breaks. What is written to it is ignored. */
    static Thread watch(InputStream lifeline, Runnable ended) {
        return daemon("pieria-parent-watch", () -> {
            drain(lifeline);
            ended.run();
        });
    }

    private static void drain(InputStream lifeline) {
        byte[] ignored = new byte[64];
        try {
            int read = 0;
            while (read >= 0) {
                read = lifeline.read(ignored);
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
    }

    private static void haltAfter(Duration patience) {
        daemon("pieria-halt", () -> {
            try {
                Thread.sleep(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
