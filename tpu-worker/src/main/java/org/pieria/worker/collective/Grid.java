package org.pieria.worker.collective;

import org.pieria.worker.collective.Frame.Place;

/**
 * A segment of the bundle cut into the chunks that travel: all of one size but the last. A segment without floats is one
 * empty chunk, so that its owner hears from everybody all the same.
 *
 * @param from the segment's first float
 * @param to the float after its last
 * @param chunk floats per chunk
 */
record Grid(int from, int to, int chunk) {

    /** Segments begin at multiples of this many floats: a cache line. */
    static final int ALIGNMENT = 16;

    Grid {
        if (from < 0 || to < from || chunk < 1) {
            throw new IllegalArgumentException("segment [" + from + ", " + to + ") in chunks of " + chunk);
        }
    }

    /**
     * The segment of the bundle that one rank adds up for all.
     *
     * @param length floats of the bundle
     */
    static Grid segment(int length, int owner, int owners, int chunk) {
        return new Grid(boundary(length, owner, owners), boundary(length, owner + 1, owners), chunk);
    }

    private static int boundary(int length, int owner, int owners) {
        long units = ((long) length + ALIGNMENT - 1) / ALIGNMENT;
        return (int) Math.min(length, units * owner / owners * ALIGNMENT);
    }

    int length() {
        return to - from;
    }

    int count() {
        return Math.max(1, (length() + chunk - 1) / chunk);
    }

    /** Where a chunk begins in the bundle. */
    int start(int index) {
        return from + index * chunk;
    }

    int size(int index) {
        return Math.min(chunk, to - start(index));
    }

    /** Whether exactly this stretch of the bundle is a chunk. */
    boolean has(int offset, int size) {
        int index = index(offset);
        return index >= 0 && index < count() && offset == start(index) && size == size(index);
    }

    /** Whether a stretch of the bundle lies in this segment. */
    boolean holds(Place place) {
        return place.length() >= 0 && place.offset() >= from && place.offset() <= to - place.length();
    }

    /** The last chunk that a stretch of this segment touches. */
    int last(Place place) {
        return Math.min(count() - 1, index(place.offset() + Math.max(0, place.length() - 1)));
    }

    /** The chunk that holds a float of the bundle. */
    int index(int offset) {
        return Math.floorDiv(offset - from, chunk);
    }
}
