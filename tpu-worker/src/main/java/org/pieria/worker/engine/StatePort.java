package org.pieria.worker.engine;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pieria.worker.handover.Donor;
import org.pieria.worker.handover.Following;
import org.pieria.worker.handover.Handed;
import org.pieria.worker.handover.Handover;
import org.pieria.worker.handover.Holding;
import org.pieria.worker.handover.StateServer;
import org.pieria.worker.handover.Wanted;

/**
 * This host's end of handing over state: it gives what it holds to whoever asks, and asks others. {@link #take} is for one
 * thread at a time, the other methods for any.
 */
public final class StatePort implements AutoCloseable {

    private final Duration patience;
    private final StateServer server;
    private volatile @Nullable Training held;
    private volatile @Nullable Runnable asking;
    private volatile @Nullable Following followed;

    private StatePort(String host, Duration patience) {
        this.patience = patience;
        this.server = StateServer.open(host, patience, new Held());
    }

    /**
     * Opens the port.
     *
     * @param host the address that others reach this one at
     * @param patience longest wait for another host's next word
     */
    public static StatePort open(String host, Duration patience) {
        return new StatePort(host, patience);
    }

    /** Where others ask. */
    public String address() {
        return server.address();
    }

    private final class Held implements Donor {

        @Override
        public Optional<Holding> of(String phase) {
            return Optional.ofNullable(held).flatMap(training -> training.holding(phase));
        }

        @Override
        public Optional<Led> led(String phase) {
            return Optional.ofNullable(held).flatMap(training -> training.led(phase));
        }
    }

    /** From now on this training's state is what is given. */
    void hold(Training training) {
        held = training;
    }

    /** From now on nothing is given. */
    void release() {
        held = null;
    }

    /** Asks another host; blocks. */
    Handed take(String address, Wanted wanted) {
        try (Handover handover = new Handover(address, patience)) {
            asking = handover::close;
            return handover.take(wanted);
        } finally {
            asking = null;
        }
    }

    /** Another host that is to be followed; nothing was asked yet. */
    Following follow(String address) {
        Following fresh = new Following(address, patience);
        followed = fresh;
        return fresh;
    }

    /** Does something that waits for another host, which {@link #interrupt} ends. */
    void asking(Runnable end, Runnable wait) {
        asking = end;
        try {
            wait.run();
        } finally {
            asking = null;
        }
    }

    /** Ends an asking that is under way. Following goes on: a join is what it is for. */
    void interrupt() {
        Runnable current = asking;
        if (current != null) {
            current.run();
        }
    }

    private void hangUp() {
        Following current = followed;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        release();
        interrupt();
        hangUp();
        server.close();
    }
}
