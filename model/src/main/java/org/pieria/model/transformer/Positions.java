package org.pieria.model.transformer;

import org.pieria.model.graph.Initializer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Learned two-dimensional positions: one vector per row plus one per column. They begin as sinusoids of the relative
 * place in the image, rows in the first half of the channels and columns in the second, so that grids of different
 * resolution agree about where a token lies before anything is learned.
 */
final class Positions {

    /** Relative to token embeddings of about the same size. */
    private static final double AMPLITUDE = 0.5;

    private Positions() {}

    /**
     * The vector of each place.
     *
     * @param order the token of each place, row by row
     * @return [tokens, width]
     */
    static Operand<TFloat32> of(Net net, TokenGrid grid, int[] order) {
        int[] rows = new int[order.length];
        int[] columns = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            rows[place] = order[place] / grid.columns();
            columns[place] = order[place] % grid.columns();
        }
        return net.tf()
                .math
                .add(lookUp(net, "rows", rows, grid.rows()), lookUp(net, "columns", columns, grid.columns()));
    }

    private static Operand<TFloat32> lookUp(Net net, String name, int[] places, int count) {
        Ops tf = net.tf();
        int width = net.size().width();
        int offset = name.equals("rows") ? 0 : width / 2;
        Operand<TFloat32> table = net.parameters().get(name, sinusoids(count, width, offset), count, width);
        return tf.gather(table, tf.constant(places), tf.constant(0));
    }

    private static Initializer sinusoids(int count, int width, int offset) {
        return (random, shape) -> {
            float[] values = new float[count * width];
            for (int i = 0; i < count * (width / 2); i++) {
                int place = i / (width / 2);
                int channel = i % (width / 2);
                values[place * width + offset + channel] = wave((place + 0.5) / count, channel, width / 2);
            }
            return values;
        };
    }

    /** Periods fall geometrically from two images to a sixteenth of one. */
    private static float wave(double where, int channel, int channels) {
        int pair = channel / 2;
        double octave = 5.0 * pair / Math.max(1, channels / 2);
        double angle = StrictMath.PI * where * StrictMath.pow(2, octave);
        return (float) (AMPLITUDE * Math.sqrt(2) * (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle)));
    }
}
