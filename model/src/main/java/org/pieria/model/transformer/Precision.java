package org.pieria.model.transformer;

import java.util.Arrays;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * The type in which matrices are multiplied, there and back. Everything else stays float32: what the optimizer keeps,
 * embeddings, the residual stream, norms, softmax, GELU, logits and loss.
 */
public enum Precision {
    FLOAT32(4) {
        @Override
        Operand<TFloat32> product(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> matrix) {
            return tf.linalg.matMul(rows, matrix);
        }

        @Override
        Operand<TFloat32> products(
                Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, BatchMatMul.Options... orientation) {
            return tf.train.batchMatMul(x, y, TFloat32.class, orientation);
        }
    },

    /** Operands and results are rounded to 8 significant bits; sums are the device's, float32 on all that we know. */
    BFLOAT16(2) {
        @Override
        Operand<TFloat32> product(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> matrix) {
            return wide(tf, tf.linalg.matMul(narrow(tf, rows), narrow(tf, matrix)));
        }

        @Override
        Operand<TFloat32> products(
                Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, BatchMatMul.Options... orientation) {
            return wide(tf, tf.train.batchMatMul(narrow(tf, x), narrow(tf, y), TBfloat16.class, orientation));
        }
    };

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** By its name in a configuration, {@code float32} or {@code bfloat16}. */
    static Precision named(String key, String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(key + " must be float32 or bfloat16, got '" + name + "'"));
    }

    /** Of an operand's element. */
    public int bytes() {
        return bytes;
    }

    /** [rows, in] times [in, out]. */
    abstract Operand<TFloat32> product(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> matrix);

    /** [..., m, k] times [..., k, n] for each of the leading places. */
    abstract Operand<TFloat32> products(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, BatchMatMul.Options... orientation);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Operand<TBfloat16> narrow(Ops tf, Operand<TFloat32> x) {
        return tf.dtypes.cast(x, TBfloat16.class);
    }

    private static Operand<TFloat32> wide(Ops tf, Operand<TBfloat16> x) {
        return tf.dtypes.cast(x, TFloat32.class);
    }
}
