package org.pieria.model.transformer;

import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Where a layer is built: the operations, its scope of the parameters, and the sizes and how it computes as all others. */
record Net(Ops tf, Parameters parameters, Size size, Compute compute) {

    private static final float EPSILON = 1e-6f;

    Net in(String scope) {
        return with(parameters.in(scope));
    }

    Net with(Parameters others) {
        return new Net(tf, others, size, compute);
    }

    /** Where products are exact to float32 whatever the others are. */
    Net exact() {
        return new Net(
                tf, parameters, size, new Compute(Precision.FLOAT32, compute.rematerialise(), compute.accumulate()));
    }

    Precision precision() {
        return compute.precision();
    }

    /**
     * A linear map without bias.
     *
     * @param rows [rows, in]
     * @return [rows, out]
     */
    Operand<TFloat32> linear(String name, Operand<TFloat32> rows, Weight weight) {
        Initializer first = Initializer.truncatedNormal(weight.deviation());
        return precision().product(tf, rows, parameters.get(name, first, weight.in(), weight.out()));
    }

    /**
     * Divides each row by its root mean square (Zhang and Sennrich 2019) and scales the channels.
     *
     * @param rows [rows, width]
     * @return [rows, width]
     */
    Operand<TFloat32> norm(String name, Operand<TFloat32> rows) {
        Operand<TFloat32> power = tf.math.mean(tf.math.square(rows), tf.constant(1), Mean.keepDims(true)); // [rows, 1]
        Operand<TFloat32> unit = tf.math.mul(rows, tf.math.rsqrt(tf.math.add(power, tf.constant(EPSILON))));
        return tf.math.mul(unit, parameters.get(name, Initializer.ones(), size.width()));
    }

    Operand<TFloat32> reshape(Operand<TFloat32> values, int... shape) {
        return tf.reshape(values, tf.constant(shape));
    }

    Operand<TFloat32> transpose(Operand<TFloat32> values, int... order) {
        return tf.linalg.transpose(values, tf.constant(order));
    }
}
