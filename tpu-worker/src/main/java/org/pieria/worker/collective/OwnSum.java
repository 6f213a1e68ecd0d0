package org.pieria.worker.collective;

import java.util.BitSet;
import java.util.List;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Outbox.Parcel;

/**
 * The strips of the sum that this rank added up, for peers that missed a chunk. They are where the caller wanted the sum,
 * until the next step overwrites them. That is late enough: a chunk of s+1 is added up only when every rank has sent its value of
 * it, so when every rank has finished s.
 */
final class OwnSum {

    private final Layout layout;
    private final BitSet there = new BitSet();
    private Bundle sum = new Bundle(List.of());
    private Origin origin;

    OwnSum(Layout layout, Origin origin) {
        this.layout = layout;
        this.origin = origin;
    }

    /** Where a chunk of a step's sum goes; chunks of an earlier step are forgotten. */
    Span put(Contribution own, int chunk) {
        if (origin.step() != own.origin().step()) {
            origin = own.origin();
            sum = own.sum();
            there.clear();
        }
        there.set(chunk);
        return Span.of(sum, place(chunk));
    }

    private Place place(int chunk) {
        return layout.grids().get(origin.sender()).place(SliceTree.ROOT, chunk);
    }

    /** Whether a chunk of a step's sum can be sent. */
    boolean has(long step, int chunk) {
        return origin.step() == step && there.get(chunk);
    }

    Parcel parcel(int chunk) {
        Place place = place(chunk);
        return new Parcel(new Frame(Kind.SUM, origin, place), Span.of(sum, place), layout.wire(place));
    }
}
