package org.pieria.worker.handover;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another host's state and its steps from there on, as they come. One thread asks and takes; {@link #close} may come from any
 * and ends every wait. What a stream that has ended still held can be taken.
 */
public final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int BUFFER = 1 << 18;

    /** Steps that came and were not taken; further ones wait at the other host. */
    private static final int WAITING = 2;

    private static final Duration LOOK = Duration.ofMillis(20);

    private final String address;
    private final Duration patience;
    private final Socket socket = new Socket();
    private final BlockingQueue<Followed> came = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean over;

    /**
     * Prepares the asking.
     *
     * @param address the other's {@link StateServer#address}
     * @param patience longest wait for the other's next word
     */
    public Following(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /**
     * The state from which the steps lead on.
     *
     * @param behind how many steps the other had applied since when it had sent it
     */
    public record Start(Standing standing, Map<String, float[]> values, int behind) {

        public Start {
            values = Map.copyOf(values);
        }
    }

    /**
     * Asks for the state, waits for it, and begins to listen for the steps.
     *
     * @param came is told, on another thread, that a step came
     * @throws StepInterrupted when the other is gone, holds nothing of the phase, or what it says is damaged
     */
    public Start begin(String phase, Runnable came) {
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.connect(Peer.of(address), millis);
            socket.setSoTimeout(millis);
            new Follow(phase).write(new DataOutputStream(socket.getOutputStream()));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            Steps steps = new Steps();
            Start start = steps.readStart(in, phase);
            Thread listener = new Thread(() -> listen(in, steps, phase, came), "following");
            listener.setDaemon(true);
            listener.start();
            return start;
        } catch (IOException e) {
            close();
            throw new StepInterrupted(phase + " cannot be followed at " + address + ": " + Peer.why(e));
        }
    }

    private void listen(DataInputStream in, Steps steps, String phase, Runnable arrived) {
        try {
            while (!over) {
                Optional<Followed> step = steps.read(in, phase);
                if (step.isPresent()) {
                    put(step.get());
                    arrived.run();
                }
            }
        } catch (IOException e) {
            LOG.debug("{} at {} is followed no longer: {}", phase, address, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void put(Followed step) throws InterruptedException {
        boolean taken = false;
        while (!taken && !over) {
            taken = came.offer(step, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The next step, if it is there. */
    public Optional<Followed> poll() {
        return Optional.ofNullable(came.poll());
    }

    /**
     * Waits for the next step; empty when the stream has ended, or nothing comes for too long.
     *
     * @param longest wait; of a hanging host nothing ever comes
     * @throws StepInterrupted when the thread is interrupted
     */
    public Optional<Followed> await(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            Followed step = came.poll();
            while (step == null && !over && System.nanoTime() < deadline) {
                step = came.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            return Optional.ofNullable(step == null ? came.poll() : step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepInterrupted("interrupted while following " + address);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("the connection to {} does not close: {}", address, e.getMessage());
        }
    }
}
