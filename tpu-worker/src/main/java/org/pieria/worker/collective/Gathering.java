package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Layout.Share;
import org.pieria.worker.collective.SliceTree.Addition;
import org.pieria.worker.collective.Tally.Event;

/**
 * An owner's half of a step: all ranks' values of its segment, kept apart until a chunk has them all, then added in the
 * tree's order. One set of buffers suffices: a rank sends values of step s+1 only when it has the whole sum of s, so when
 * this owner has added up s.
 */
final class Gathering {

    private final Layout layout;
    private final int rank;
    private final Grid grid;
    private final float[][] values;
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
        this.values = new float[shares][];
        this.arrived = new BitSet[shares];
        this.missing = new int[grid.count()];
        for (int share = 0; share < shares; share++) {
            arrived[share] = new BitSet(grid.count());
            values[share] = isOwn(share) ? new float[0] : new float[grid.length()];
        }
        begin(Origin.NO_STEP);
    }

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

    /** Takes a chunk to its place, or says why it is dropped. */
    Event take(Frame frame, ByteBuffer bytes) {
        Place place = frame.place();
        int share = layout.share(frame.origin().sender(), place.node());
        if (share < 0 || !grid.has(place.offset(), place.length())) {
            return Event.FOREIGN;
        }
        Event timely = admit(frame.origin().step());
        return timely == Event.TAKEN ? put(share, grid.index(place.offset()), bytes) : timely;
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

    private Event put(int share, int chunk, ByteBuffer bytes) {
        if (arrived[share].get(chunk)) {
            return Event.DUPLICATE;
        }
        Frame.payload(bytes, value(share, chunk));
        arrived[share].set(chunk);
        missing[chunk]--;
        return Event.TAKEN;
    }

    private Span value(int share, int chunk) {
        return new Span(values[share], grid.start(chunk) - grid.from(), grid.size(chunk));
    }

    /** Whether all other ranks' values of a chunk are there. */
    boolean isComplete(int chunk) {
        return missing[chunk] == 0;
    }

    /**
     * Adds up a chunk of the segment.
     *
     * @param own this rank's partials by node; overwritten at the chunk
     * @param into where the sum is written
     */
    void sum(int chunk, Map<Integer, float[]> own, Span into) {
        List<Span> spans = new ArrayList<>(arrived.length);
        for (int share = 0; share < arrived.length; share++) {
            float[] partial = own.get(layout.shares().get(share).node());
            spans.add(
                    isOwn(share) && partial != null
                            ? new Span(partial, grid.start(chunk), grid.size(chunk))
                            : value(share, chunk));
        }
        add(spans, into);
        if (--left == 0) {
            summed = step;
            step = Origin.NO_STEP;
        }
    }

    private void add(List<Span> spans, Span into) {
        int last = layout.additions().size() - 1;
        for (int i = 0; i <= last; i++) {
            Addition addition = layout.additions().get(i);
            Span left = spans.get(addition.left());
            Span.sum(left, spans.get(addition.right()), i == last ? into : left);
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
