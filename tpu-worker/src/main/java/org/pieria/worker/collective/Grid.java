package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.BundleShape.Segment;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Frame.Place;

/**
 * What one rank adds up for all: its strip of every segment of the bundle, cut into the chunks that travel. They are numbered
 * through all strips.
 *
 * @param strips one for each segment, in their order
 */
record Grid(List<Strip> strips) {

    /** Strips begin at multiples of this many floats: a cache line. */
    static final int ALIGNMENT = 16;

    Grid {
        strips = List.copyOf(strips);
    }

    /**
     * A stretch of one segment in chunks of one size, but for the last. A stretch without floats is one empty chunk, so that
     * its owner hears from everybody all the same.
     *
     * @param segment it lies in
     * @param from its first float
     * @param to the float after its last
     * @param chunk floats per chunk
     * @param first the number of its first chunk
     */
    record Strip(int segment, int from, int to, int chunk, int first) {

        Strip {
            if (from < 0 || to < from || chunk < 1) {
                throw new IllegalArgumentException("strip [" + from + ", " + to + ") in chunks of " + chunk);
            }
        }

        int length() {
            return to - from;
        }

        private int count() {
            return Math.max(1, (int) (((long) length() + chunk - 1) / chunk));
        }

        private int end() {
            return first + count();
        }

        private int start(int index) {
            return from + (index - first) * chunk;
        }

        private int size(int index) {
            return Math.min(chunk, to - start(index));
        }

        private int index(int offset) {
            return first + Math.floorDiv(offset - from, chunk);
        }
    }

    /**
     * The grid of one owner.
     *
     * @param shape of the bundle
     * @param payload most bytes of values in a frame
     */
    static Grid of(BundleShape shape, int owner, int owners, int payload) {
        List<Strip> strips = new ArrayList<>();
        int first = 0;
        for (Segment segment : shape.segments()) {
            Strip strip = new Strip(
                    strips.size(),
                    boundary(segment.length(), owner, owners),
                    boundary(segment.length(), owner + 1, owners),
                    chunk(payload, segment.wire()),
                    first);
            strips.add(strip);
            first = strip.end();
        }
        return new Grid(strips);
    }

    /** Floats in a chunk. */
    static int chunk(int payload, Wire wire) {
        return payload / wire.bytes() / ALIGNMENT * ALIGNMENT;
    }

    private static int boundary(int length, int owner, int owners) {
        long units = ((long) length + ALIGNMENT - 1) / ALIGNMENT;
        return (int) Math.min(length, units * owner / owners * ALIGNMENT);
    }

    /** Chunks of all strips. */
    int count() {
        return strips.get(strips.size() - 1).end();
    }

    /** Where a chunk of a node's value lies in the bundle. */
    Place place(int node, int index) {
        Strip strip = strip(index);
        return new Place(node, strip.segment(), strip.start(index), strip.size(index));
    }

    private Strip strip(int index) {
        int at = 0;
        while (index >= strips.get(at).end()) {
            at++;
        }
        return strips.get(at);
    }

    /** Memory for the values of all strips. */
    Bundle store() {
        return new Bundle(
                strips.stream().map(strip -> new float[strip.length()]).toList());
    }

    /** Where a chunk lies in such a {@link #store}. */
    Span stored(Bundle store, int index) {
        Strip strip = strip(index);
        return new Span(store.array(strip.segment()), strip.start(index) - strip.from(), strip.size(index));
    }

    /** Whether exactly this stretch of the bundle is a chunk. */
    boolean has(Place place) {
        if (!holds(place)) {
            return false;
        }
        int index = index(place);
        return index < strips.get(place.segment()).end()
                && place(place.node(), index).equals(place);
    }

    /** Whether a stretch of the bundle lies in one of the strips. */
    boolean holds(Place place) {
        return strip(place)
                .filter(strip -> place.length() >= 0
                        && place.offset() >= strip.from()
                        && place.offset() <= strip.to() - place.length())
                .isPresent();
    }

    private Optional<Strip> strip(Place place) {
        boolean there = place.segment() >= 0 && place.segment() < strips.size();
        return there ? Optional.of(strips.get(place.segment())) : Optional.empty();
    }

    /** The chunk that a stretch that this grid {@linkplain #holds holds} begins in. */
    int index(Place place) {
        return strips.get(place.segment()).index(place.offset());
    }

    /** The last chunk that such a stretch touches. */
    int last(Place place) {
        Strip strip = strips.get(place.segment());
        int last = strip.index(place.offset() + Math.max(0, place.length() - 1));
        return Math.min(strip.end() - 1, last);
    }

    /** The stretch of the chunks from one to another of the same strip. */
    Place stretch(int node, int first, int last) {
        Place begin = place(node, first);
        Place end = place(node, last);
        return new Place(node, begin.segment(), begin.offset(), end.offset() + end.length() - begin.offset());
    }

    /** The chunk after the last of the strip that holds a chunk. */
    int endOfStrip(int index) {
        return strip(index).end();
    }
}
