package org.pieria.worker.collective;

import java.util.Map;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Outbox.Parcel;

/**
 * What this rank brings to a step and where it wants the result.
 *
 * @param origin this rank in this step
 * @param partials by node, its value over the whole bundle
 * @param sum where the sum over all slices goes
 */
record Contribution(Origin origin, Map<Integer, float[]> partials, Span sum) {

    boolean isOf(long step) {
        return origin.step() == step;
    }

    /** A chunk of an owner's segment of a node's value. */
    Parcel parcel(int node, Grid grid, int chunk) {
        float[] value = partials.get(node);
        if (value == null) {
            throw new IllegalStateException("node " + node + " is none of this rank's " + partials.keySet());
        }
        Place place = new Place(node, grid.start(chunk), grid.size(chunk));
        return new Parcel(new Frame(Kind.PARTIAL, origin, place), new Span(value, place.offset(), place.length()));
    }
}
