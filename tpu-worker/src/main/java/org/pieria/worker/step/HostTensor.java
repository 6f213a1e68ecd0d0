package org.pieria.worker.step;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** A fed value on the host: row-major elements of a known shape, copied into the device's memory when fed. */
public sealed interface HostTensor {

    Shape shape();

    /** A copy in TensorFlow's own memory; the caller closes it. */
    TType copy();

    /** One of so many equal parts of the first dimension; a dimension that they do not divide is an error. */
    HostTensor part(int index, int parts);

    static HostTensor floats(float[] values, long... shape) {
        return new Floats(Shape.of(shape), values);
    }

    static HostTensor ints(int[] values, long... shape) {
        return new Ints(Shape.of(shape), values);
    }

    /** Float32 elements. */
    @SuppressWarnings("ArrayRecordComponent")
    record Floats(Shape shape, float[] values) implements HostTensor {

        public Floats {
            check(shape, values.length);
        }

        @Override
        public TType copy() {
            return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
        }

        @Override
        public HostTensor part(int index, int parts) {
            Shape part = partOf(shape, parts);
            int length = values.length / parts;
            return new Floats(part, Arrays.copyOfRange(values, index * length, (index + 1) * length));
        }
    }

    /** Int32 elements. */
    @SuppressWarnings("ArrayRecordComponent")
    record Ints(Shape shape, int[] values) implements HostTensor {

        public Ints {
            check(shape, values.length);
        }

        @Override
        public TType copy() {
            return TInt32.tensorOf(shape, DataBuffers.of(values, true, false));
        }

        @Override
        public HostTensor part(int index, int parts) {
            Shape part = partOf(shape, parts);
            int length = values.length / parts;
            return new Ints(part, Arrays.copyOfRange(values, index * length, (index + 1) * length));
        }
    }

    private static void check(Shape shape, int length) {
        if (shape.size() != length) {
            throw new IllegalArgumentException(length + " elements for shape " + shape);
        }
    }

    private static Shape partOf(Shape shape, int parts) {
        if (shape.numDimensions() == 0 || shape.get(0) % parts != 0) {
            throw new IllegalArgumentException("shape " + shape + " cannot be divided into " + parts + " equal parts");
        }
        return shape.tail().prepend(shape.get(0) / parts);
    }

    /** The elements of a float32 result. */
    static float[] read(TType tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
        return values;
    }

    /** The elements of an int32 result. */
    static int[] readInts(TType tensor) {
        int[] values = new int[Math.toIntExact(tensor.shape().size())];
        ((TInt32) tensor).asRawTensor().data().asInts().read(values);
        return values;
    }

    /** Closes all. */
    static void close(List<? extends TType> tensors) {
        tensors.forEach(TType::close);
    }
}
