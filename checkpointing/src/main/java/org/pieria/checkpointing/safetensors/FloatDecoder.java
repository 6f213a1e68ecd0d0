package org.pieria.checkpointing.safetensors;

import java.nio.ByteBuffer;

/** Turns stored elements into floats; every value of the three types has one. */
@FunctionalInterface
interface FloatDecoder {

    void decode(ByteBuffer bytes, float[] values, int from, int count);

    static FloatDecoder of(TensorType type) {
        return switch (type) {
            case F32 -> (bytes, values, from, count) -> bytes.asFloatBuffer().get(values, from, count);
            case BF16 -> each(bits -> Float.intBitsToFloat(bits << 16));
            case F16 -> each(FloatDecoder::half);
            default -> throw new IllegalArgumentException("floats are read from F32, BF16 and F16, not from " + type);
        };
    }

    /** Widens 16 bits, given as an unsigned number. */
    @FunctionalInterface
    interface Widening {
        float widen(int bits);
    }

    private static FloatDecoder each(Widening widening) {
        return (bytes, values, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = widening.widen(Short.toUnsignedInt(bytes.getShort(2 * i)));
            }
        };
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
    static float half(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            // Subnormal: the fraction counts units of 2^-24, exactly representable as a float.
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int widened = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
