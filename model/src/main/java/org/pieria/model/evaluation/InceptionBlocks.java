package org.pieria.model.evaluation;

import java.util.List;
import java.util.function.UnaryOperator;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The blocks of an {@link InceptionNetwork}, each a concatenation of branches over [batch, side, side, channels]. */
final class InceptionBlocks {

    static final String KERNEL = "kernel";
    private static final String BIAS = "bias";
    private static final String SAME = "SAME";
    private static final String VALID = "VALID";

    private final Ops tf;
    private final Parameters weights;
    private final int narrowing;

    InceptionBlocks(Ops tf, Parameters weights, int narrowing) {
        this.tf = tf;
        this.weights = weights;
        this.narrowing = narrowing;
    }

    /** The form of a convolution: its window, its published channels, whether it halves, and its padding. */
    private record Form(int height, int width, int channels, int stride, String padding) {

        static Form same(int height, int width, int channels) {
            return new Form(height, width, channels, 1, SAME);
        }

        static Form valid(int window, int channels, int stride) {
            return new Form(window, window, channels, stride, VALID);
        }
    }

    Operand<TFloat32> stem(Operand<TFloat32> images) {
        Operand<TFloat32> x = convolve(InceptionNetwork.FIRST, images, Form.valid(3, 32, 2));
        x = convolve("Conv2d_2a_3x3", x, Form.valid(3, 32, 1));
        x = halve(convolve("Conv2d_2b_3x3", x, Form.same(3, 3, 64)));
        x = convolve("Conv2d_3b_1x1", x, Form.valid(1, 80, 1));
        return halve(convolve("Conv2d_4a_3x3", x, Form.valid(3, 192, 1)));
    }

    Operand<TFloat32> small(String name, Operand<TFloat32> x, int pooled) {
        Operand<TFloat32> five = point(name + ".branch5x5_1", x, 48);
        return concat(List.of(
                point(name + ".branch1x1", x, 64),
                convolve(name + ".branch5x5_2", five, Form.same(5, 5, 64)),
                convolve(name + ".branch3x3dbl_3", doubled(name, x), Form.same(3, 3, 96)),
                point(name + ".branch_pool", average(x), pooled)));
    }

    Operand<TFloat32> firstHalving(String name, Operand<TFloat32> x) {
        return concat(List.of(
                convolve(name + ".branch3x3", x, Form.valid(3, 384, 2)),
                convolve(name + ".branch3x3dbl_3", doubled(name, x), Form.valid(3, 96, 2)),
                halve(x)));
    }

    private Operand<TFloat32> doubled(String name, Operand<TFloat32> x) {
        return convolve(name + ".branch3x3dbl_2", point(name + ".branch3x3dbl_1", x, 64), Form.same(3, 3, 96));
    }

    Operand<TFloat32> middle(String name, Operand<TFloat32> x, int inner) {
        Operand<TFloat32> seven = point(name + ".branch7x7_1", x, inner);
        seven = convolve(name + ".branch7x7_2", seven, Form.same(1, 7, inner));
        Operand<TFloat32> doubled = point(name + ".branch7x7dbl_1", x, inner);
        doubled = convolve(name + ".branch7x7dbl_2", doubled, Form.same(7, 1, inner));
        doubled = convolve(name + ".branch7x7dbl_3", doubled, Form.same(1, 7, inner));
        doubled = convolve(name + ".branch7x7dbl_4", doubled, Form.same(7, 1, inner));
        return concat(List.of(
                point(name + ".branch1x1", x, 192),
                convolve(name + ".branch7x7_3", seven, Form.same(7, 1, 192)),
                convolve(name + ".branch7x7dbl_5", doubled, Form.same(1, 7, 192)),
                point(name + ".branch_pool", average(x), 192)));
    }

    Operand<TFloat32> secondHalving(String name, Operand<TFloat32> x) {
        Operand<TFloat32> seven = point(name + ".branch7x7x3_1", x, 192);
        seven = convolve(name + ".branch7x7x3_2", seven, Form.same(1, 7, 192));
        seven = convolve(name + ".branch7x7x3_3", seven, Form.same(7, 1, 192));
        return concat(List.of(
                convolve(name + ".branch3x3_2", point(name + ".branch3x3_1", x, 192), Form.valid(3, 320, 2)),
                convolve(name + ".branch7x7x3_4", seven, Form.valid(3, 192, 2)),
                halve(x)));
    }

    Operand<TFloat32> wide(String name, Operand<TFloat32> x, UnaryOperator<Operand<TFloat32>> pool) {
        Operand<TFloat32> doubled = point(name + ".branch3x3dbl_1", x, 448);
        doubled = convolve(name + ".branch3x3dbl_2", doubled, Form.same(3, 3, 384));
        return concat(List.of(
                point(name + ".branch1x1", x, 320),
                split(name + ".branch3x3_2", point(name + ".branch3x3_1", x, 384)),
                split(name + ".branch3x3dbl_3", doubled),
                point(name + ".branch_pool", pool.apply(x), 192)));
    }

    /** A row and a column side by side. */
    private Operand<TFloat32> split(String name, Operand<TFloat32> x) {
        return concat(
                List.of(convolve(name + "a", x, Form.same(1, 3, 384)), convolve(name + "b", x, Form.same(3, 1, 384))));
    }

    private Operand<TFloat32> point(String name, Operand<TFloat32> x, int channels) {
        return convolve(name, x, Form.same(1, 1, channels));
    }

    private Operand<TFloat32> convolve(String name, Operand<TFloat32> x, Form form) {
        Parameters scope = weights.in(name);
        long channels = form.channels() / narrowing;
        Operand<TFloat32> kernel = scope.get(
                KERNEL,
                Initializer.zeros(),
                form.height(),
                form.width(),
                x.shape().get(3),
                channels);
        List<Long> strides = List.of(1L, (long) form.stride(), (long) form.stride(), 1L);
        Operand<TFloat32> y = tf.nn.conv2d(x, kernel, strides, form.padding());
        return tf.nn.relu(tf.nn.biasAdd(y, scope.get(BIAS, Initializer.zeros(), channels)));
    }

    /** Over 3 x 3 pixels, those beyond the edge left out. */
    Operand<TFloat32> average(Operand<TFloat32> x) {
        return tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L), List.of(1L, 1L, 1L, 1L), SAME);
    }

    /** Over 3 x 3 pixels. */
    Operand<TFloat32> maximum(Operand<TFloat32> x) {
        return maximum(x, 1, SAME);
    }

    private Operand<TFloat32> halve(Operand<TFloat32> x) {
        return maximum(x, 2, VALID);
    }

    private Operand<TFloat32> maximum(Operand<TFloat32> x, int stride, String padding) {
        return tf.nn.maxPool(
                x, tf.constant(new int[] {1, 3, 3, 1}), tf.constant(new int[] {1, stride, stride, 1}), padding);
    }

    private Operand<TFloat32> concat(List<Operand<TFloat32>> branches) {
        return tf.concat(branches, tf.constant(3));
    }
}
