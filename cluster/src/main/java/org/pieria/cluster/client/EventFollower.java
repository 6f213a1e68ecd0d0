package org.pieria.cluster.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.RunEvent;
import org.pieria.cluster.exit.ExitException;

/**
 * Follows a cluster's events on a thread of its own, across broken connections and new coordinators; the owner takes them
 * out when it likes.
 */
public final class EventFollower implements AutoCloseable {

    private static final long PAUSE_MILLIS = 500;

    private final ConcurrentLinkedQueue<RunEvent> arrived = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final EventReader reader = new EventReader();
    private final Supplier<Optional<ClusterClient>> clients;
    private final Thread thread;
    private volatile @Nullable InputStream stream;
    private long after;

    private EventFollower(Supplier<Optional<ClusterClient>> clients) {
        this.clients = clients;
        this.thread = new Thread(this::follow, "pieria-events");
        this.thread.setDaemon(true);
    }

    /**
     * Begins to follow.
     *
     * @param clients asked before each connection; empty while no address is known
     */
    public static EventFollower start(Supplier<Optional<ClusterClient>> clients) {
        EventFollower follower = new EventFollower(clients);
        follower.thread.start();
        return follower;
    }

    /** What has arrived since the last call, in order. Never waits. */
    public List<RunEvent> take() {
        List<RunEvent> taken = new ArrayList<>();
        for (RunEvent event = arrived.poll(); event != null; event = arrived.poll()) {
            taken.add(event);
        }
        return taken;
    }

    @Override
    public void close() {
        closed.countDown();
        InputStream open = stream;
        if (open != null) {
            closeQuietly(open);
        }
        thread.interrupt();
    }

    private void follow() {
        boolean running = true;
        while (running) {
            clients.get().ifPresent(this::connect);
            running = !waitedForClose();
        }
    }

    private boolean waitedForClose() {
        try {
            return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void connect(ClusterClient client) {
        try {
            read(client);
        } catch (IOException | ExitException e) {
            stream = null;
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private void read(ClusterClient client) throws IOException, InterruptedException {
        try (InputStream body = client.events(after)) {
            stream = body;
            read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        }
    }

    private void read(BufferedReader lines) throws IOException {
        SseReader frames = new SseReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<SseFrame> frame = frames.line(line);
            if (frame.isPresent()) {
                reader.event(frame.get()).ifPresent(this::arrived);
            }
        }
    }

    /** A node that has just begun to listen itself tells everything again. */
    private void arrived(RunEvent event) {
        if (event.id() > after) {
            after = event.id();
            arrived.add(event);
        }
    }

    private static void closeQuietly(InputStream open) {
        try {
            open.close();
        } catch (IOException e) {
            // The connection is being abandoned; that it is broken already changes nothing.
        }
    }
}
