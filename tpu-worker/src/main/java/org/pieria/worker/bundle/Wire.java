package org.pieria.worker.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the values of a segment travel, and so what precision all sums of it have: every slice's values, every node of the
 * tree above them and the final sum are rounded, whether they were sent or not.
 */
public enum Wire {
    /** As they are computed: nothing is rounded. */
    FLOAT32(Float.BYTES) {
        @Override
        public void round(float[] values, int start, int length) {}

        @Override
        public void write(ByteBuffer bytes, float[] values, int start, int length) {
            view(bytes).asFloatBuffer().put(values, start, length);
        }

        @Override
        public void read(ByteBuffer bytes, float[] values, int start, int length) {
            view(bytes).asFloatBuffer().get(values, start, length);
        }
    },

    /** The upper half of a float32, rounded to nearest, ties to even. */
    BFLOAT16(Short.BYTES) {
        @Override
        public void round(float[] values, int start, int length) {
            for (int i = start; i < start + length; i++) {
                values[i] = rounded(values[i]);
            }
        }

        @Override
        public void write(ByteBuffer bytes, float[] values, int start, int length) {
            short[] halves = new short[length];
            for (int i = 0; i < length; i++) {
                halves[i] = (short) (Float.floatToRawIntBits(values[start + i]) >>> 16);
            }
            view(bytes).asShortBuffer().put(halves);
        }

        @Override
        public void read(ByteBuffer bytes, float[] values, int start, int length) {
            short[] halves = new short[length];
            view(bytes).asShortBuffer().get(halves);
            for (int i = 0; i < length; i++) {
                values[start + i] = Float.intBitsToFloat(halves[i] << 16);
            }
        }
    };

    private final int bytes;

    Wire(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The wire of a configured name.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Wire parse(String name) {
        return Arrays.stream(values())
                .filter(wire -> wire.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pieria.training.wire must be "
                        + Arrays.stream(values()).map(Wire::toString).collect(Collectors.joining(" or ")) + ", got '"
                        + name + "'"));
    }

    /** Bytes per value. */
    public int bytes() {
        return bytes;
    }

    /** Rounds values in place to what can travel. */
    public abstract void round(float[] values, int start, int length);

    /** Writes rounded values, little-endian from the buffer's position, which stays. */
    public abstract void write(ByteBuffer bytes, float[] values, int start, int length);

    /** Reads what {@link #write} wrote. */
    public abstract void read(ByteBuffer bytes, float[] values, int start, int length);

    /** The nearest value whose lower half is zero; a NaN stays one. */
    static float rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return Float.intBitsToFloat((bits | 0x0040_0000) & 0xffff_0000);
        }
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff_0000);
    }

    private static ByteBuffer view(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The configured name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
