package org.pieria.worker.collective;

import java.util.BitSet;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Outbox.Parcel;

/**
 * The summed segment of this rank, kept for peers that missed a chunk until the next step overwrites it. That is late
 * enough: a chunk of s+1 is added up only when every rank has sent its value of it, so when every rank has finished s.
 */
final class OwnSum {

    private final Grid grid;
    private final float[] floats;
    private final BitSet there = new BitSet();
    private Origin origin;

    OwnSum(Grid grid, Origin origin) {
        this.grid = grid;
        this.floats = new float[grid.length()];
        this.origin = origin;
    }

    /** Where a chunk of the step's sum goes; chunks of an earlier step are forgotten. */
    Span put(Origin from, int chunk) {
        if (origin.step() != from.step()) {
            origin = from;
            there.clear();
        }
        there.set(chunk);
        return span(chunk);
    }

    private Span span(int chunk) {
        return new Span(floats, grid.start(chunk) - grid.from(), grid.size(chunk));
    }

    /** Whether a chunk of a step's sum can be sent. */
    boolean has(long step, int chunk) {
        return origin.step() == step && there.get(chunk);
    }

    Parcel parcel(int chunk) {
        Place place = new Place(SliceTree.ROOT, grid.start(chunk), grid.size(chunk));
        return new Parcel(new Frame(Kind.SUM, origin, place), span(chunk));
    }
}
