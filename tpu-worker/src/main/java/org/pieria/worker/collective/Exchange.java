package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Layout.Task;
import org.pieria.worker.collective.Outbox.Parcel;
import org.pieria.worker.collective.Tally.Event;

/**
 * The protocol of one rank: takes and sends frames, a few at a time, and never waits. A step goes in two halves that
 * overlap chunk by chunk: every rank sends its node values of a segment to the segment's owner, the owner adds them and
 * sends the sum to all. One thread at a time.
 */
final class Exchange {

    /** Frames taken before those to be sent get their turn. */
    private static final int TURN = 16;

    private final Generation generation;
    private final Layout layout;
    private final Link link;
    private final Tally tally;
    private final Outboxes outboxes;
    private final Greetings greetings;
    private final Gathering gathering;
    private final Scattering scattering;
    private final OwnSum ownSum;
    private final Map<Integer, String> disputes = new TreeMap<>();
    private @Nullable Contribution contribution;
    private long taken;

    Exchange(Generation generation, Link link, Tally tally) {
        int payload = payload(link);
        int rank = generation.rank();
        this.generation = generation;
        this.layout = Layout.of(new Task(generation.tree(), generation.shape()), generation.ranks(), payload);
        this.link = link;
        this.tally = tally;
        this.outboxes = new Outboxes(link, rank, generation.ranks());
        this.greetings = new Greetings(generation, payload, outboxes);
        this.gathering = new Gathering(layout, rank);
        this.scattering = new Scattering(layout);
        this.ownSum = new OwnSum(layout, new Origin(generation.number(), Origin.NO_STEP, rank, ""));
    }

    /** Bytes of values that fit a frame. */
    private static int payload(Link link) {
        int payload = link.frameLength() - Frame.HEADER;
        if (Grid.chunk(payload, Wire.FLOAT32) < Grid.ALIGNMENT) {
            throw new IllegalArgumentException(
                    "frames of " + link.frameLength() + " bytes are too short for a chunk; raise the MTU");
        }
        return payload;
    }

    Layout layout() {
        return layout;
    }

    Greetings greetings() {
        return greetings;
    }

    Outboxes outboxes() {
        return outboxes;
    }

    /** Grows with every chunk that was sent or taken. */
    long progress() {
        return taken + outboxes.chunksSent();
    }

    /** Starts a step: everything to be sent is queued. */
    void begin(Contribution next) {
        contribution = next;
        disputes.clear();
        scattering.open();
        gathering.open(next.origin().step(), next.origin().digest());
        for (int owner = 0; owner < layout.ranks(); owner++) {
            if (owner != generation.rank()) {
                sendPartials(next, owner);
            }
        }
        sumComplete();
    }

    private void sendPartials(Contribution next, int owner) {
        Grid grid = layout.grids().get(owner);
        for (int chunk = 0; chunk < grid.count(); chunk++) {
            for (int node : next.partials().keySet()) {
                outboxes.send(owner, partial(next, grid.place(node, chunk)));
            }
        }
    }

    private Parcel partial(Contribution own, Place place) {
        Frame frame = new Frame(Kind.PARTIAL, own.origin(), place);
        return new Parcel(frame, Span.of(own.partial(place.node()), place), layout.wire(place));
    }

    private void sumComplete() {
        for (int chunk = 0; chunk < layout.grids().get(generation.rank()).count(); chunk++) {
            sumIfComplete(chunk);
        }
    }

    /** Whether the sum is there and all peers have been sent what they need of this rank. */
    boolean isDone() {
        return scattering.isComplete() && outboxes.isDrained() && link.isFlushed();
    }

    /** Ends a step, finished or not: its arrays are the caller's again. Finished sums can still be asked for. */
    void end() {
        contribution = null;
        outboxes.clear();
    }

    /** Takes and sends what can be taken and sent now. Returns how much that was. */
    int work() {
        int received = link.poll(this::receive, TURN);
        int sent = outboxes.flush();
        tally.add(Event.SENT, sent);
        return received + sent;
    }

    private void receive(ByteBuffer bytes) {
        tally.count(handle(bytes));
    }

    private Event handle(ByteBuffer bytes) {
        if (!Frame.resembles(bytes) || Frame.generation(bytes) != generation.number()) {
            return Event.FOREIGN;
        }
        if (!Frame.intact(bytes)) {
            return Event.CORRUPT;
        }
        Frame frame = Frame.read(bytes);
        int sender = frame.origin().sender();
        boolean peer = sender >= 0 && sender < layout.ranks() && sender != generation.rank();
        return peer && fits(frame, bytes) ? dispatch(frame, bytes) : Event.FOREIGN;
    }

    private boolean fits(Frame frame, ByteBuffer bytes) {
        if (!frame.hasPayload()) {
            return frame.fits(bytes, Wire.FLOAT32);
        }
        boolean partial = frame.kind() == Kind.PARTIAL;
        Grid grid =
                layout.grids().get(partial ? generation.rank() : frame.origin().sender());
        return grid.has(frame.place()) && frame.fits(bytes, layout.wire(frame.place()));
    }

    private Event dispatch(Frame frame, ByteBuffer bytes) {
        return switch (frame.kind()) {
            case HELLO, WELCOME -> greetings.take(frame);
            case PARTIAL -> takePartial(frame, bytes);
            case SUM -> takeSum(frame, bytes);
            case RESEND -> sendAgain(frame);
        };
    }

    private Event takePartial(Frame frame, ByteBuffer bytes) {
        Event event = gathering.take(frame, bytes, this::isSummable);
        if (event == Event.TAKEN) {
            taken++;
            sumIfComplete(layout.grids().get(generation.rank()).index(frame.place()));
        }
        return event;
    }

    private void sumIfComplete(int chunk) {
        Contribution own = contribution;
        if (own == null || !gathering.isComplete(chunk) || !isSummable()) {
            return;
        }
        gathering.sum(chunk, own.partials(), ownSum.put(own, chunk));
        Milestone.MID_REDUCE.pass(own.origin().step());
        scattering.own(generation.rank(), chunk);
        outboxes.sendAll(ownSum.parcel(chunk));
    }

    /** Whether a chunk that is complete may be added up: no rank finishes a step before which the ranks differ. */
    private boolean isSummable() {
        Contribution own = contribution;
        return own != null && gathering.isAt(own.origin().step()) && !differ();
    }

    private Event takeSum(Frame frame, ByteBuffer bytes) {
        Contribution own = contribution;
        if (own == null || !own.isOf(frame.origin().step())) {
            return Event.STALE;
        }
        if (!own.origin().digest().equals(frame.origin().digest())) {
            disputes.put(frame.origin().sender(), frame.origin().digest());
            return Event.FOREIGN;
        }
        Event event = scattering.take(frame, bytes, own.sum());
        taken += event == Event.TAKEN ? 1 : 0;
        return event;
    }

    private Event sendAgain(Frame request) {
        gathering.note(request.origin());
        int peer = request.origin().sender();
        boolean ofSum = request.place().node() == SliceTree.ROOT;
        Grid grid = layout.grids().get(ofSum ? generation.rank() : peer);
        if (!grid.holds(request.place())) {
            return Event.FOREIGN;
        }
        int last = grid.last(request.place());
        for (int chunk = grid.index(request.place()); chunk <= last; chunk++) {
            sendAgain(request, grid, chunk);
        }
        return Event.TAKEN;
    }

    private void sendAgain(Frame request, Grid grid, int chunk) {
        long step = request.origin().step();
        int node = request.place().node();
        Contribution own = contribution;
        if (node == SliceTree.ROOT && ownSum.has(step, chunk)) {
            resend(request, ownSum.parcel(chunk));
        } else if (own != null && own.isOf(step) && own.partials().containsKey(node)) {
            resend(request, partial(own, grid.place(node, chunk)));
        }
    }

    private void resend(Frame request, Parcel parcel) {
        tally.count(Event.RESENT);
        outboxes.send(request.origin().sender(), parcel);
    }

    /** Asks again for what has not come. A peer that does not even take what waits for it is slow, and is left alone. */
    void askAgain() {
        Contribution own = contribution;
        if (own != null) {
            List<Missing> askable = missing().stream()
                    .filter(gap -> outboxes.isEmpty(gap.from()))
                    .toList();
            askable.forEach(
                    gap -> outboxes.send(gap.from(), Parcel.bare(new Frame(Kind.RESEND, own.origin(), gap.place()))));
        }
    }

    /** What the step in progress still waits for. */
    List<Missing> missing() {
        Contribution own = contribution;
        if (own == null) {
            return List.of();
        }
        List<Missing> gaps = new ArrayList<>(gathering.missing(own.origin().step()));
        gaps.addAll(scattering.missing(generation.rank()));
        return gaps;
    }

    /** Whether a rank stands at another state than this one in the step in progress. */
    boolean differ() {
        return digests().values().stream().distinct().count() > 1;
    }

    /** By rank, the digests heard in the step in progress. */
    Map<Integer, String> digests() {
        Contribution own = contribution;
        if (own == null) {
            return Map.of();
        }
        Map<Integer, String> digests = new TreeMap<>(disputes);
        digests.put(generation.rank(), own.origin().digest());
        if (gathering.isAt(own.origin().step())) {
            digests.putAll(gathering.digests());
        }
        return digests;
    }
}
