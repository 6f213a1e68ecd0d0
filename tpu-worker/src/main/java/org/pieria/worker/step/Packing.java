package org.pieria.worker.step;

import org.pieria.worker.bundle.Wire;

/**
 * How a bundle is packed into segments: a tensor lies in one of them, and what travels differently lies apart. Only the
 * gradients may travel rounded: losses, counts and moments are few, and a count above 256 is no bfloat16.
 *
 * @param limit most floats of a segment, unless one tensor has more
 * @param gradients how they travel
 */
record Packing(int limit, Wire gradients) {

    /** One gibibyte; most models have one segment of float32. */
    private static final int LIMIT = 1 << 28;

    Packing {
        if (limit < 1) {
            throw new IllegalArgumentException("a segment must have at least one float, was given " + limit);
        }
    }

    static Packing of(Wire gradients) {
        return new Packing(LIMIT, gradients);
    }
}
