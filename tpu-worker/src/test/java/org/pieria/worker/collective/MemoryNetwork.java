package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Links between ranks of one process that lose, double, damage and reorder frames as a seed says. */
final class MemoryNetwork {

    private final List<Queue<ByteBuffer>> inboxes = new ArrayList<>();
    private final int frameLength;
    private final List<UnaryOperator<List<ByteBuffer>>> fates = new CopyOnWriteArrayList<>();

    MemoryNetwork(int ranks, int frameLength) {
        this.frameLength = frameLength;
        for (int rank = 0; rank < ranks; rank++) {
            inboxes.add(new ConcurrentLinkedQueue<>());
            fates.add(frames -> frames);
        }
    }

    /** Decides what arrives at a rank instead of each frame from now on. */
    void fate(int rank, UnaryOperator<List<ByteBuffer>> decides) {
        fates.set(rank, decides);
    }

    /** Gives every rank a network as {@link #chaos}. */
    void fateIsChaos(RandomGenerator random) {
        for (int rank = 0; rank < inboxes.size(); rank++) {
            fate(rank, chaos(new SplittableRandom(random.nextLong())));
        }
    }

    /** A tenth each is lost, doubled, damaged; a fifth is overtaken by the next frame. */
    static UnaryOperator<List<ByteBuffer>> chaos(RandomGenerator random) {
        List<ByteBuffer> late = new ArrayList<>();
        return frames -> {
            List<ByteBuffer> arriving = new ArrayList<>();
            for (ByteBuffer frame : frames) {
                switch (random.nextInt(10)) {
                    case 0 -> {}
                    case 1 -> arriving.addAll(List.of(frame, frame));
                    case 2 -> arriving.add(damaged(frame, random));
                    case 3, 4 -> late.add(frame);
                    default -> {
                        arriving.add(frame);
                        arriving.addAll(late);
                        late.clear();
                    }
                }
            }
            return arriving;
        };
    }

    private static ByteBuffer damaged(ByteBuffer frame, RandomGenerator random) {
        ByteBuffer copy = copy(frame);
        int at = random.nextInt(copy.limit());
        return copy.put(at, (byte) (copy.get(at) ^ (1 << random.nextInt(8))));
    }

    static ByteBuffer copy(ByteBuffer frame) {
        ByteBuffer copy = ByteBuffer.allocateDirect(frame.limit()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(0, frame, 0, frame.limit());
        return copy;
    }

    void deliver(int rank, ByteBuffer frame) {
        inboxes.get(rank).add(copy(frame));
    }

    Link link(int rank) {
        return new Link() {
            @Override
            public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
                if (inboxes.get(peer).size() > 20) {
                    return Offer.BUSY;
                }
                ByteBuffer frame = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
                writer.accept(frame);
                synchronized (fates) {
                    fates.get(peer).apply(List.of(frame)).forEach(inboxes.get(peer)::add);
                }
                return Offer.SENT;
            }

            @Override
            public int poll(Consumer<ByteBuffer> frames, int limit) {
                int taken = 0;
                for (ByteBuffer frame = inboxes.get(rank).poll();
                        frame != null;
                        frame = inboxes.get(rank).poll()) {
                    frames.accept(frame);
                    taken++;
                    if (taken == limit) {
                        break;
                    }
                }
                return taken;
            }

            @Override
            public int frameLength() {
                return frameLength;
            }

            @Override
            public void close() {}
        };
    }
}
