package org.pieria.model.masking;

/**
 * What can be said about tokens without looking at any other token: the entropy of the histogram of each position, averaged
 * over the positions. A model whose cross-entropy of hidden tokens is not below it has learned nothing but positions.
 *
 * <p>The estimate is the plug-in one, without smoothing: it is below the true entropy by about (codes seen - 1) / (2
 * samples) nats per position, which makes the yardstick harder, never softer. Not thread-safe.
 */
public final class PositionEntropy {

    private final int positions;
    private final int codes;
    private final long[] counts;
    private long samples;

    public PositionEntropy(int positions, int codes) {
        this.positions = positions;
        this.codes = codes;
        this.counts = new long[Math.multiplyExact(positions, codes)];
    }

    /** Counts the tokens of one image. */
    public void add(int[] tokens) {
        if (tokens.length != positions) {
            throw new IllegalArgumentException("an image has " + positions + " tokens, got " + tokens.length);
        }
        for (int position = 0; position < positions; position++) {
            counts[position * codes + code(tokens[position])]++;
        }
        samples++;
    }

    /** In nats per token. */
    public double entropy() {
        if (samples == 0) {
            throw new IllegalStateException("no image was counted");
        }
        double sum = 0;
        for (long count : counts) {
            sum += surprise((double) count / samples);
        }
        return sum / positions;
    }

    private int code(int token) {
        if (token < 0 || token >= codes) {
            throw new IllegalArgumentException("a token is in [0, " + codes + "), got " + token);
        }
        return token;
    }

    private static double surprise(double share) {
        return share == 0 ? 0 : -share * StrictMath.log(share);
    }
}
