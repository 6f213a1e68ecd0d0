package org.pieria.benchmarks.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Threads that take all the processor they can get, until closed. */
final class Hogs implements AutoCloseable {

    private final LongAdder count = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Hogs() {}

    static Hogs of(int threads) {
        Hogs hogs = new Hogs();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(hogs::work, "hog-" + i);
            thread.setDaemon(true);
            hogs.threads.add(thread);
            thread.start();
        }
        return hogs;
    }

    private void work() {
        while (!closed) {
            count.increment();
        }
    }

    long counted() {
        return count.sum();
    }

    @Override
    public void close() {
        closed = true;
    }
}
