package org.pieria.worker.collective;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;

/** Carries frames over Aeron: one subscription of this rank, one exclusive publication to each peer. */
final class AeronLink implements Link {

    private final Aeron aeron;
    private final Subscription subscription;
    private final Map<Integer, ExclusivePublication> publications;
    private final PeerProcesses processes;
    private final BufferClaim claim = new BufferClaim();

    private AeronLink(
            Aeron aeron,
            Subscription subscription,
            Map<Integer, ExclusivePublication> publications,
            PeerProcesses processes) {
        this.aeron = aeron;
        this.subscription = subscription;
        this.publications = publications;
        this.processes = processes;
    }

    /**
     * Opens the streams of a generation of at least two ranks.
     *
     * @param aeron a client of the media driver
     * @param wiring names the channels
     */
    static AeronLink open(Aeron aeron, Wiring wiring, Generation generation) {
        Map<Integer, ExclusivePublication> publications = new TreeMap<>();
        String own = wiring.channel(wiring.address(), generation.length());
        Subscription subscription = aeron.addSubscription(own, Wiring.stream(generation, generation.rank()));
        PeerProcesses processes = new PeerProcesses(
                generation, peer -> Wiring.process(generation.addresses().get(peer)), System::nanoTime);
        AeronLink link = new AeronLink(aeron, subscription, publications, processes);
        try {
            link.publish(wiring, generation);
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void publish(Wiring wiring, Generation generation) {
        for (int rank = 0; rank < generation.ranks(); rank++) {
            if (rank != generation.rank()) {
                String channel = wiring.channel(generation.addresses().get(rank), generation.length());
                publications.put(rank, aeron.addExclusivePublication(channel, Wiring.stream(generation, rank)));
            }
        }
    }

    @Override
    public Offer offer(int peer, int length, Consumer<ByteBuffer> writer) {
        long position = to(peer).tryClaim(length, claim);
        if (position >= 0) {
            write(length, writer);
            return Offer.SENT;
        }
        if (position == Publication.BACK_PRESSURED || position == Publication.ADMIN_ACTION) {
            return Offer.BUSY;
        }
        return refused(peer, position);
    }

    private void write(int length, Consumer<ByteBuffer> writer) {
        try {
            writer.accept(view(claim.buffer(), claim.offset(), length));
            claim.commit();
        } catch (RuntimeException e) {
            claim.abort();
            throw e;
        }
    }

    private Offer refused(int peer, long position) {
        requireDriver();
        if (position == Publication.MAX_POSITION_EXCEEDED) {
            throw new StepInterrupted("the stream to rank " + peer + " is used up; a new generation gets a new one");
        }
        return Offer.GONE;
    }

    private ExclusivePublication to(int peer) {
        @Nullable ExclusivePublication publication = publications.get(peer);
        if (publication == null) {
            throw new IllegalArgumentException("no stream to rank " + peer + ", only to " + publications.keySet());
        }
        return publication;
    }

    @Override
    public int poll(Consumer<ByteBuffer> frames, int limit) {
        requireDriver();
        FragmentHandler handler = (buffer, offset, length, header) -> frames.accept(view(buffer, offset, length));
        int taken = subscription.poll(handler, limit);
        if (taken == 0) {
            processes.look();
        }
        return taken;
    }

    @Override
    public Map<Integer, String> lost() {
        return processes.gone();
    }

    private void requireDriver() {
        if (aeron.isClosed()) {
            throw new StepInterrupted(
                    "the media driver of " + aeron.context().aeronDirectoryName() + " no longer answers");
        }
    }

    private static ByteBuffer view(DirectBuffer buffer, int offset, int length) {
        ByteBuffer bytes = buffer.byteBuffer();
        if (bytes == null) {
            throw new IllegalStateException("a term buffer without a ByteBuffer");
        }
        return bytes.slice(buffer.wrapAdjustment() + offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int frameLength() {
        return publications.values().stream()
                .mapToInt(Publication::maxPayloadLength)
                .min()
                .orElseThrow();
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(publications.values());
        CloseHelper.quietClose(subscription);
    }
}
