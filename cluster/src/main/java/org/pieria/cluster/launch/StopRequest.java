package org.pieria.cluster.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a wish: the JVM begins to shut down, this holds it until the launcher has ended its children in
 * order. The JVM itself then exits with 130 or 143.
 */
final class StopRequest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "pieria-stop");

    private StopRequest() {}

    /** Listens until closed. */
    static StopRequest listen() {
        StopRequest request = new StopRequest();
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    /** Waits a little; true as soon as somebody wants the run to stop. */
    boolean awaitWish(Duration patience) {
        try {
            return wished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets the JVM go. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already: this hook is running, and has just been told to end.
        }
    }

    private void hold() {
        wished.countDown();
        try {
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("pieria: the children did not end in time; see their logs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
