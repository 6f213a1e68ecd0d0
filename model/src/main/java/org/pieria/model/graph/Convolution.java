package org.pieria.model.graph;

/**
 * The form of a convolution over square windows, with same padding.
 *
 * @param size of the window's side, in pixels
 * @param channels that come out
 * @param bias whether a learned constant is added to each channel
 */
public record Convolution(int size, int channels, boolean bias) {

    public Convolution {
        require(size > 0 && size % 2 == 1, "a window's side must be a positive odd number", size);
        require(channels > 0, "channels must be positive", channels);
    }

    /** With a bias. */
    public static Convolution biased(int size, int channels) {
        return new Convolution(size, channels, true);
    }

    /** Without a bias, as in residual blocks, where a normalisation follows. */
    public static Convolution plain(int size, int channels) {
        return new Convolution(size, channels, false);
    }

    private static void require(boolean holds, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
