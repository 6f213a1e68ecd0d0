package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** The threads that compute slices side by side, one slice at a time each. */
public final class Lanes implements AutoCloseable {

    private final ExecutorService threads;

    public Lanes(int lanes) {
        threads = Executors.newFixedThreadPool(lanes, task -> {
            Thread thread = new Thread(task, "pieria-lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the work for 0 .. count-1 and returns when all is done; the first failure is thrown. */
    public void run(int count, IntConsumer work) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            running.add(threads.submit(() -> work.accept(index)));
        }
        running.forEach(Lanes::await);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while slices were computed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
