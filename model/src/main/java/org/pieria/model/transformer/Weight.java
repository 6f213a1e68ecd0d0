package org.pieria.model.transformer;

/**
 * The matrix of one linear map and how it begins.
 *
 * @param deviation of its first values
 */
record Weight(int in, int out, double deviation) {

    /** Keeps the scale of its input. */
    static Weight of(int in, int out) {
        return new Weight(in, out, 1 / Math.sqrt(in));
    }

    /** Ends a branch: small enough that the sum over all branches keeps the scale of the residual stream. */
    static Weight residual(int in, int out, int branches) {
        return new Weight(in, out, 1 / Math.sqrt((double) in * branches));
    }
}
