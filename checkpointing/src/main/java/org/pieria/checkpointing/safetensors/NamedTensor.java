package org.pieria.checkpointing.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor to be written. It refers to the caller's array, which must not change until it is written. Any thread.
 */
public final class NamedTensor {

    private final String name;
    private final List<Long> shape;
    private final TensorType type;
    private final int elements;
    private final Copier copier;

    private NamedTensor(String name, List<Long> shape, TensorType type, int elements, Copier copier) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.type = type;
        this.elements = elements;
        this.copier = copier;
    }

    /** Copies a range of elements into a little-endian buffer, whose position stays. */
    @FunctionalInterface
    private interface Copier {
        void copy(int from, int count, ByteBuffer to);
    }

    /**
     * A tensor of type F32.
     *
     * @param shape outermost dimension first; its product is the number of values
     */
    public static NamedTensor of(String name, List<Long> shape, float[] values) {
        Copier copier = (from, count, to) -> to.asFloatBuffer().put(values, from, count);
        return new NamedTensor(name, shape, TensorType.F32, values.length, copier);
    }

    /**
     * A tensor of type I32.
     *
     * @param shape outermost dimension first; its product is the number of values
     */
    public static NamedTensor of(String name, List<Long> shape, int[] values) {
        Copier copier = (from, count, to) -> to.asIntBuffer().put(values, from, count);
        return new NamedTensor(name, shape, TensorType.I32, values.length, copier);
    }

    /** Gives the values of a tensor when they are written. */
    @FunctionalInterface
    public interface Source {
        float[] read() throws IOException;
    }

    /**
     * A tensor of type F32 whose values are read when they are written, and held no longer: for files larger than memory. It
     * can be written once.
     *
     * @param shape outermost dimension first; its product is the number of values, below 2^31
     */
    public static NamedTensor of(String name, List<Long> shape, Source source) {
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        return new NamedTensor(name, shape, TensorType.F32, Math.toIntExact(elements), new Reading(source));
    }

    private static final class Reading implements Copier {

        private final Source source;
        private float[] values = new float[0];

        Reading(Source source) {
            this.source = source;
        }

        @Override
        public void copy(int from, int count, ByteBuffer to) {
            values = from == 0 ? read() : values;
            to.asFloatBuffer().put(values, from, count);
            values = from + count == values.length ? new float[0] : values;
        }

        private float[] read() {
            try {
                return source.read();
            } catch (IOException failure) {
                throw new UncheckedIOException("a tensor's values cannot be read: " + failure.getMessage(), failure);
            }
        }
    }

    public String name() {
        return name;
    }

    public List<Long> shape() {
        return shape;
    }

    public TensorType type() {
        return type;
    }

    int elements() {
        return elements;
    }

    /** The tensor's place in a file when its data begin at an offset. Fails if shape and values disagree. */
    TensorEntry entryAt(long begin) {
        return new TensorEntry(name, type, shape, begin, begin + (long) elements * type.bytes());
    }

    /**
     * Copies as many elements as fit, advancing the buffer.
     *
     * @return the number of the first element that did not fit
     */
    int copy(int from, ByteBuffer to) {
        int count = Math.min(elements - from, to.remaining() / type.bytes());
        copier.copy(from, count, to);
        to.position(to.position() + count * type.bytes());
        return from + count;
    }
}
