package org.pieria.worker.handover;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pieria.actors.port.Standing;
import org.pieria.worker.bundle.Bundle;

/**
 * A host that follows the steps of this one, and the steps that it has yet to be sent. Nobody waits for it: who falls too far
 * behind is given up. {@link #offer} is for the thread that applies the steps, the rest for the one that sends.
 */
public final class Follower {

    /** The share of the heap that steps which wait to be sent may fill: one in so many. */
    private static final int SHARE = 8;

    private static final int FEWEST = 2;
    private static final int MOST = 1024;

    private final BlockingQueue<Followed> waiting;
    private volatile boolean over;

    Follower(int most) {
        this.waiting = new ArrayBlockingQueue<>(most);
    }

    /** One that begins there, and may lag as far behind as there is room for. */
    public static Follower of(Holding holding) {
        long bytes = holding.values().values().stream()
                .mapToLong(array -> (long) array.length * Float.BYTES)
                .sum();
        long room = Runtime.getRuntime().maxMemory() / SHARE / Math.max(1, bytes);
        return new Follower(Math.toIntExact(Math.max(FEWEST, Math.min(MOST, room))));
    }

    /** Notes a step; the sum must not change any more. False when this one does not follow any longer. */
    public boolean offer(Standing standing, Bundle sum) {
        if (!over && !waiting.offer(new Followed(standing, sum, 0))) {
            over = true;
        }
        return !over;
    }

    /** There will be no further step. */
    public void end() {
        over = true;
    }

    /** The next step; empty when there is none yet. */
    Optional<Followed> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                .map(step -> step.behind(behind()));
    }

    int behind() {
        return waiting.size();
    }

    boolean over() {
        return over;
    }
}
