package org.pieria.worker.collective;

import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.collective.Frame.Place;

/**
 * A stretch of an array of floats.
 *
 * @param floats the array
 * @param start where the stretch begins
 * @param length how many floats it has
 */
@SuppressWarnings("ArrayRecordComponent") // a view; spans are never compared
record Span(float[] floats, int start, int length) {

    Span {
        if (start < 0 || length < 0 || start > floats.length - length) {
            throw new IllegalArgumentException(
                    "stretch of " + length + " floats at " + start + " of an array of " + floats.length);
        }
    }

    static Span all(float[] floats) {
        return new Span(floats, 0, floats.length);
    }

    /** The stretch of a bundle at a place. */
    static Span of(Bundle bundle, Place place) {
        return new Span(bundle.array(place.segment()), place.offset(), place.length());
    }

    /** Writes {@code left + right} to a third stretch, which may be one of the two. */
    static void sum(Span left, Span right, Span into) {
        float[] l = left.floats;
        float[] r = right.floats;
        float[] s = into.floats;
        int lefts = left.start;
        int rights = right.start;
        int sums = into.start;
        for (int i = 0; i < into.length; i++) {
            s[sums + i] = l[lefts + i] + r[rights + i];
        }
    }
}
