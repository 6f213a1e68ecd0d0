package org.pieria.worker.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.pieria.actors.port.Lifelines;
import org.pieria.worker.process.ThreadStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifelines to {@link StateServer}s, all of them on one thread. A process that is silent hangs, unless it is seen, on this host,
 * to want to run: then it gets no core, and is waited for longer.
 */
public final class SelectedLifelines implements Lifelines {

    private static final Logger LOG = LoggerFactory.getLogger(SelectedLifelines.class);

    /** Between two askings for a sign of life. */
    private static final Duration PULSE = Duration.ofMillis(250);

    private static final Break ENDED = new Break(true, "its process ended");

    private final Selector selector;
    private final long hang;
    private final long starvation;
    private final Queue<Runnable> wishes = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private long pulse = System.nanoTime();

    private SelectedLifelines(Selector selector, Duration hang, Duration starvation) {
        this.selector = selector;
        this.hang = hang.toNanos();
        this.starvation = starvation.toNanos();
        this.thread = new Thread(this::run, "lifelines");
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param hang a process that gives no sign of life for so long hangs; longer than any pause of a healthy one
     * @param starvation the same for one that is seen to want to run
     */
    public static SelectedLifelines open(Duration hang, Duration starvation) {
        try {
            SelectedLifelines lines = new SelectedLifelines(Selector.open(), hang, starvation);
            lines.thread.start();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for the lifelines: " + e.getMessage(), e);
        }
    }

    @Override
    public void hold(String address, Consumer<Break> broken) {
        wishes.add(() -> connect(address, broken));
        selector.wakeup();
    }

    private void connect(String address, Consumer<Break> broken) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, new Line(address, channel, broken, System.nanoTime()));
            int colon = address.lastIndexOf(':');
            channel.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        } catch (IOException | RuntimeException e) {
            broken.accept(new Break(false, "nobody listens at " + address + ": " + e.getMessage()));
        }
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(key -> attend(key, System.nanoTime()), PULSE.toMillis());
                beat(System.nanoTime());
                for (Runnable wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                    wish.run();
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("the lifelines fail", e);
            }
        }
    }

    private void attend(SelectionKey key, long now) {
        Line line = (Line) key.attachment();
        try {
            if (key.isConnectable()) {
                line.connected();
                key.interestOps(SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                line.hear(now);
            }
        } catch (IOException e) {
            cut(key, line, ENDED);
        }
    }

    /** A process of which nothing was heard may have had no chance while this one stood still. */
    private void beat(long now) {
        long gap = now - pulse;
        if (gap < PULSE.toNanos()) {
            return;
        }
        pulse = now;
        long excused = Math.max(0, gap - 2 * PULSE.toNanos());
        new ArrayList<>(selector.keys()).forEach(key -> beat(key, now, excused));
    }

    private void beat(SelectionKey key, long now, long excused) {
        Line line = (Line) key.attachment();
        line.excuse(excused);
        try {
            line.ask();
            if (line.silence(now) > hang) {
                judge(line, now).ifPresent(end -> cut(key, line, end));
            }
        } catch (IOException e) {
            cut(key, line, ENDED);
        }
    }

    /** Its threads are looked at before it is listened to once more: one that has answered meanwhile may sleep again. */
    private Optional<Break> judge(Line line, long now) throws IOException {
        ThreadStates threads = line.threads();
        line.hear(now);
        long silence = line.silence(now);
        if (silence <= hang) {
            return Optional.empty();
        }
        String silent = "no sign of life for " + silence / 1_000_000 + " ms, " + threads;
        if (silence > starvation || !threads.wouldRun()) {
            return Optional.of(new Break(false, silent));
        }
        if (line.spare()) {
            LOG.warn("{}: {}; it is waited for, until {} ms", line, silent, starvation / 1_000_000);
        }
        return Optional.empty();
    }

    private static void cut(SelectionKey key, Line line, Break end) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.debug("a lifeline does not close: {}", e.getMessage());
        }
        line.end(end);
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(PULSE.toMillis() * 4);
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.debug("the lifelines do not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
