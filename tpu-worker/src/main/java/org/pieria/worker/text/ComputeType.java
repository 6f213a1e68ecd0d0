package org.pieria.worker.text;

import java.util.Locale;
import org.tensorflow.RawTensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** In which type an encoder keeps and multiplies its matrices. */
public enum ComputeType {
    FLOAT32(TFloat32.class),
    BFLOAT16(TBfloat16.class);

    private final Class<? extends TNumber> tensorType;

    ComputeType(Class<? extends TNumber> tensorType) {
        this.tensorType = tensorType;
    }

    /** Reads the value of {@code text.dtype}. */
    public static ComputeType parse(String name) {
        for (ComputeType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("pieria.text.dtype must be float32 or bfloat16, got \"" + name + "\"");
    }

    Class<? extends TNumber> tensorType() {
        return tensorType;
    }

    /** Memory of TensorFlow's for a tensor, to be filled by {@link #write}; the caller closes it. */
    TNumber allocate(Shape shape) {
        return this == FLOAT32 ? TFloat32.tensorOf(shape) : TBfloat16.tensorOf(shape);
    }

    /** Writes the first values of an array into a tensor, rounded to nearest, from one of its elements on. */
    void write(TNumber tensor, long at, float[] values, int count) {
        RawTensor raw = tensor.asRawTensor();
        if (this == FLOAT32) {
            raw.data().asFloats().offset(at).write(values, 0, count);
        } else {
            raw.data().asShorts().offset(at).write(rounded(values, count), 0, count);
        }
    }

    private static short[] rounded(float[] values, int count) {
        short[] halves = new short[count];
        for (int i = 0; i < count; i++) {
            halves[i] = bfloat16(values[i]);
        }
        return halves;
    }

    /** The upper half of a finite float's bits, rounded to nearest, ties to even. */
    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
