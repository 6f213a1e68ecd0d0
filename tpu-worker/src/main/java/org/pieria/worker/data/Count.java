package org.pieria.worker.data;

/** Counts what several threads finish, and tells it in order. */
final class Count {

    private final Progress progress;
    private final int total;
    private int done;

    Count(Progress progress, int total) {
        this.progress = progress;
        this.total = total;
    }

    synchronized void one() {
        done++;
        progress.at(done, total);
    }
}
