package org.pieria.checkpointing.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatDecoderTest {

    @Test
    void widensEveryHalfToItsExactValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(FloatDecoder.half(bits)).as("half %04x", bits).isEqualTo(Float.valueOf((float)
                    byDefinition(bits)));
        }
    }

    @Test
    void keepsTheSignOfZero() {
        assertThat(Float.floatToRawIntBits(FloatDecoder.half(0x8000))).isEqualTo(0x80000000);
    }

    private static double byDefinition(int bits) {
        double sign = bits >> 15 == 0 ? 1 : -1;
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        if (exponent == 31) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0 ? sign * fraction * Math.pow(2, -14) : sign * (1 + fraction) * Math.pow(2, exponent - 15);
    }
}
