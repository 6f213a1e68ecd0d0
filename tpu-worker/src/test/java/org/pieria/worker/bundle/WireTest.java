package org.pieria.worker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

    @ParameterizedTest
    @CsvSource({
        "3f800000, 3f800000", // 1 stays
        "3f808000, 3f800000", // a tie goes to the even neighbour, here down
        "3f818000, 3f820000", // and here up
        "3f808001, 3f810000", // more than a tie goes up
        "bf808001, bf810000",
        "7f7fffff, 7f800000", // the largest float32 is nearer to infinity
        "ff800000, ff800000",
        "00008001, 00010000", // subnormal
        "80000000, 80000000", // negative zero
        "7f800001, 7fc00000", // a NaN whose mark would be cut off stays one
        "ffffffff, ffff0000"
    })
    void bfloat16IsRoundedToNearestTiesToEven(String from, String to) {
        float[] values = {Float.intBitsToFloat(Integer.parseUnsignedInt(from, 16))};

        Wire.BFLOAT16.round(values, 0, 1);

        assertThat(Integer.toHexString(Float.floatToRawIntBits(values[0])))
                .isEqualTo(Integer.toHexString(Integer.parseUnsignedInt(to, 16)));
    }

    @Test
    void whatWasRoundedTravelsInHalfTheBytesWithoutLoss() {
        float[] values = {0, 1.3f, -2.7e30f, 1e-40f, 9};
        Wire.BFLOAT16.round(values, 1, 3);
        ByteBuffer bytes = ByteBuffer.allocate(3 * Wire.BFLOAT16.bytes());
        float[] read = new float[5];

        Wire.BFLOAT16.write(bytes, values, 1, 3);
        Wire.BFLOAT16.read(bytes, read, 1, 3);

        assertThat(read).containsExactly(0, values[1], values[2], values[3], 0);
    }

    @Test
    void namesTheKeyOfAWireThatItDoesNotKnow() {
        assertThat(Wire.parse("bfloat16")).isEqualTo(Wire.BFLOAT16);
        assertThatThrownBy(() -> Wire.parse("int8"))
                .hasMessage("pieria.training.wire must be float32 or bfloat16, got 'int8'");
    }
}
