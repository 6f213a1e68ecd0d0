package org.pieria.model.vqgan;

/**
 * The work of a VQGAN, from its sizes: floating-point operations of convolutions and of the distances to the codes, two per
 * multiplication and addition, of one slice's forward pass. Norms and activations count nothing.
 */
public record VqganFlop(VqganConfig config) {

    /** Of one slice. */
    public double forward() {
        return encoding() + decoding();
    }

    /**
     * Of one slice of a larger decoder's training, as a model whose every forward pass has a backward pass of twice its work:
     * the frozen encoder, which has none, counts a third.
     */
    public static double tuning(TunedDecoder tuned) {
        DecoderConfig decoder = tuned.config();
        VqganConfig vqgan = tuned.vqgan().config();
        VqganFlop frozen = new VqganFlop(shaped(vqgan, decoder, vqgan.shape()));
        return frozen.encoding() / 3 + new VqganFlop(shaped(vqgan, decoder, decoder.shape())).decoding();
    }

    private static VqganConfig shaped(VqganConfig vqgan, DecoderConfig decoder, NetworkShape shape) {
        return new VqganConfig(decoder.sliceBatch(), shape, vqgan.codebook(), decoder.weights(), decoder.optimizer());
    }

    private double encoding() {
        int depth = config.codebook().depth();
        return encoder(depth)
                + 2.0 * config.vectors() * depth * config.codebook().codes();
    }

    private double decoding() {
        return decoder(config.codebook().depth());
    }

    private double encoder(int depth) {
        double flop = convolution(0, 3, colours(), channels(0));
        for (int level = 0; level < shape().levels(); level++) {
            flop += blocks(level, channels(Math.max(0, level - 1)));
        }
        return flop + convolution(last(), 1, channels(last()), depth);
    }

    private double decoder(int depth) {
        double flop = convolution(last(), 3, depth, channels(last()));
        for (int level = last(); level >= 0; level--) {
            flop += blocks(level, channels(Math.min(last(), level + 1)));
            flop += level == 0 ? 0 : convolution(level - 1, 3, channels(level), channels(level));
        }
        return flop + convolution(0, 3, channels(0), colours());
    }

    /** The residual blocks of a level; the first one may change the number of channels. */
    private double blocks(int level, int inputs) {
        int channels = channels(level);
        double even = 2 * convolution(level, 3, channels, channels);
        double first = inputs == channels
                ? even
                : convolution(level, 3, inputs + channels, channels) + convolution(level, 1, inputs, channels);
        return first + (shape().residualBlocks() - 1) * even;
    }

    private double convolution(int level, int window, double inputs, double channels) {
        double side = (double) shape().image() / (shape().patch() << level);
        return 2 * config.sliceBatch() * side * side * window * window * inputs * channels;
    }

    private int channels(int level) {
        return shape().channelsAt(level);
    }

    private int last() {
        return shape().levels() - 1;
    }

    private int colours() {
        return 3 * shape().patch() * shape().patch();
    }

    private NetworkShape shape() {
        return config.shape();
    }
}
