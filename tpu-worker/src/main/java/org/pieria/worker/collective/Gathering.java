package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Layout.Share;
import org.pieria.worker.collective.SliceTree.Addition;
import org.pieria.worker.collective.Tally.Event;

/**
 * An owner's half of a step: all ranks' values of its segment, kept apart until a chunk has them all, then added in the
 * tree's order. One set of buffers suffices: a rank sends values of step s+1 only when it has the whole sum of s, so when
 * this owner has added up s. The value that completes a chunk is not stored at all.
 */
final class Gathering {

    private static final Passing NOTHING = new Passing(-1, -1);

    private final Layout layout;
    private final int rank;
    private final Grid grid;
    private final List<Bundle> values = new ArrayList<>();
    private final float[] scratch;
    private Passing passing = NOTHING;
    private final BitSet[] arrived;
    private final int[] missing;
    private final Map<Integer, String> digests = new TreeMap<>();
    private long step = Origin.NO_STEP;
    private long summed = Origin.NO_STEP;
    private int left;

    Gathering(Layout layout, int rank) {
        this.layout = layout;
        this.rank = rank;
        this.grid = layout.grids().get(rank);
        int shares = layout.shares().size();
        this.scratch = new float
                [grid.strips().stream().mapToInt(Grid.Strip::chunk).max().orElseThrow()];
        this.arrived = new BitSet[shares];
        this.missing = new int[grid.count()];
        for (int share = 0; share < shares; share++) {
            arrived[share] = new BitSet(grid.count());
            values.add(isOwn(share) ? new Bundle(List.of()) : grid.store());
        }
        begin(Origin.NO_STEP);
    }

    /** The value that completes a chunk and is used up while the cache has it. */
    private record Passing(int share, int chunk) {}

    private boolean isOwn(int share) {
        return layout.shares().get(share).rank() == rank;
    }

    /** Makes ready for a step, unless its first chunks have already come. */
    void open(long next, String digest) {
        if (step != next) {
            begin(next);
        }
        digests.put(rank, digest);
    }

    private void begin(long next) {
        step = next;
        left = grid.count();
        digests.clear();
        int foreign = 0;
        for (int share = 0; share < arrived.length; share++) {
            arrived[share].clear();
            foreign += isOwn(share) ? 0 : 1;
        }
        Arrays.fill(missing, foreign);
    }

    /** Remembers where another rank stands, if it works on the step that is gathered. */
    void note(Origin origin) {
        if (origin.step() == step && step != Origin.NO_STEP) {
            digests.put(origin.sender(), origin.digest());
        }
    }

    /**
     * Takes a chunk to its place, or says why it is dropped.
     *
     * @param summable whether a chunk that is complete will be added up at once; then its last value is not stored
     */
    Event take(Frame frame, ByteBuffer bytes, BooleanSupplier summable) {
        Place place = frame.place();
        int share = layout.share(frame.origin().sender(), place.node());
        if (share < 0 || !grid.has(place)) {
            return Event.FOREIGN;
        }
        Event timely = admit(frame.origin().step());
        if (timely != Event.TAKEN) {
            return timely;
        }
        note(frame.origin());
        return put(share, place, bytes, summable);
    }

    private Event admit(long from) {
        if (step == Origin.NO_STEP && from > summed) {
            begin(from);
        }
        if (from == step) {
            return Event.TAKEN;
        }
        return from > step && from > summed ? Event.EARLY : Event.STALE;
    }

    private Event put(int share, Place place, ByteBuffer bytes, BooleanSupplier summable) {
        int chunk = grid.index(place);
        if (arrived[share].get(chunk)) {
            return Event.DUPLICATE;
        }
        passing = missing[chunk] == 1 && summable.getAsBoolean() ? new Passing(share, chunk) : NOTHING;
        Frame.payload(bytes, layout.wire(place), value(share, chunk));
        arrived[share].set(chunk);
        missing[chunk]--;
        return Event.TAKEN;
    }

    private Span value(int share, int chunk) {
        Span stored = grid.stored(values.get(share), chunk);
        return passing.share() == share && passing.chunk() == chunk ? new Span(scratch, 0, stored.length()) : stored;
    }

    /** Whether all other ranks' values of a chunk are there. */
    boolean isComplete(int chunk) {
        return missing[chunk] == 0;
    }

    /**
     * Adds up a chunk.
     *
     * @param own this rank's partials by node; overwritten at the chunk
     * @param into where the sum is written
     */
    void sum(int chunk, Map<Integer, Bundle> own, Span into) {
        List<Span> spans = new ArrayList<>(arrived.length);
        for (int share = 0; share < arrived.length; share++) {
            int node = layout.shares().get(share).node();
            @Nullable Bundle partial = own.get(node);
            spans.add(
                    isOwn(share) && partial != null ? Span.of(partial, grid.place(node, chunk)) : value(share, chunk));
        }
        add(spans, into, layout.wire(grid.place(SliceTree.ROOT, chunk)));
        passing = NOTHING;
        if (--left == 0) {
            summed = step;
            step = Origin.NO_STEP;
        }
    }

    private void add(List<Span> spans, Span into, Wire wire) {
        int last = layout.additions().size() - 1;
        for (int i = 0; i <= last; i++) {
            Addition addition = layout.additions().get(i);
            Span left = spans.get(addition.left());
            Span result = i == last ? into : left;
            Span.sum(left, spans.get(addition.right()), result);
            wire.round(result.floats(), result.start(), result.length());
        }
    }

    /** Whether this is the step whose values are being gathered, so not yet added up. */
    boolean isAt(long of) {
        return step == of;
    }

    /** By rank, what everybody heard in this step stands at. */
    Map<Integer, String> digests() {
        return digests;
    }

    /** The stretches that have not come, by share; empty when the step is not gathered. */
    List<Missing> missing(long of) {
        List<Missing> gaps = new ArrayList<>();
        for (int share = 0; of == step && share < arrived.length; share++) {
            if (!isOwn(share)) {
                Share from = layout.shares().get(share);
                gaps.addAll(Missing.of(from.rank(), from.node(), grid, arrived[share]));
            }
        }
        return gaps;
    }
}
