package org.pieria.worker.bundle;

import java.util.List;

/**
 * The segments of a bundle. There is one, unless the bundle outgrows an array or parts of it travel differently.
 *
 * @param segments in their order; at least one
 */
public record BundleShape(List<Segment> segments) {

    public BundleShape {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a bundle needs a segment");
        }
    }

    /**
     * One array.
     *
     * @param length floats; at least 1
     * @param wire how it travels
     */
    public record Segment(int length, Wire wire) {

        public Segment {
            if (length < 1) {
                throw new IllegalArgumentException("a segment of a bundle must have floats, got " + length);
            }
        }
    }

    /** One segment of float32. */
    public static BundleShape of(int length) {
        return new BundleShape(List.of(new Segment(length, Wire.FLOAT32)));
    }

    /** Floats of all segments. */
    public long length() {
        return segments.stream().mapToLong(Segment::length).sum();
    }

    /** Bytes of all segments as they travel. */
    public long bytes() {
        return segments.stream()
                .mapToLong(segment -> (long) segment.length() * segment.wire().bytes())
                .sum();
    }
}
