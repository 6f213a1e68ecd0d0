package org.pieria.worker.collective;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.pieria.worker.process.LocalProcess;

/**
 * Watches the processes of peers on this host, since shared memory outlives whoever wrote to it. A peer whose process cannot
 * be seen from here, as from another container, is never declared gone; nor is one that was killed and not yet reaped by its parent. One thread
 * at a time.
 */
final class PeerProcesses {

    /** Nanoseconds between two looks. */
    static final long PAUSE = 20_000_000;

    private final Map<Integer, ProcessHandle> living = new TreeMap<>();
    private final Map<Integer, String> ended = new TreeMap<>();
    private final Map<Integer, String> gone = new TreeMap<>();
    private final LongSupplier clock;
    private long looked;

    /**
     * Begins to watch the peers of a generation.
     *
     * @param processes by rank, its process, if it is known
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    PeerProcesses(Generation generation, IntFunction<Optional<LocalProcess>> processes, LongSupplier clock) {
        this.clock = clock;
        this.looked = clock.getAsLong();
        for (int peer = 0; peer < generation.ranks(); peer++) {
            if (peer != generation.rank()) {
                int rank = peer;
                processes.apply(peer).flatMap(LocalProcess::handle).ifPresent(alive -> living.put(rank, alive));
            }
        }
    }

    /** Looks again, if it is time to. To be called whenever nothing has come from any peer. */
    void look() {
        gone.putAll(ended); // nothing came since they ended, so everything that they sent has been taken
        ended.clear();
        long now = clock.getAsLong();
        if (now - looked >= PAUSE) {
            looked = now;
            living.forEach((peer, process) -> {
                if (!process.isAlive()) {
                    ended.put(peer, "its process " + process.pid() + " has ended");
                }
            });
            living.keySet().removeAll(ended.keySet());
        }
    }

    /** The peers that have gone and why; see {@link Link#lost}. */
    Map<Integer, String> gone() {
        return new TreeMap<>(gone);
    }
}
