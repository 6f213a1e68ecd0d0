package org.pieria.checkpointing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pieria.checkpointing.store.DamagedFile;

class SealedJsonTest {

    private static final ObjectNode OBJECT = Json.object().put("phase", "base").put("step", 12);

    @Test
    void givesBackWhatWasSealed() throws DamagedFile {
        assertThat(SealedJson.open("record", SealedJson.seal(OBJECT))).isEqualTo(OBJECT);
    }

    @Test
    void isJsonForEveryOtherReader() {
        String text = new String(SealedJson.seal(OBJECT), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(Json.parse(text).path("sha256").textValue()).hasSize(64);
    }

    @Test
    void noticesEveryFlippedBit() {
        byte[] sealed = SealedJson.seal(OBJECT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(flipped);
        }
    }

    @Test
    void noticesEveryTruncationAndEveryAddition() {
        byte[] sealed = SealedJson.seal(OBJECT);
        for (int length = 0; length < sealed.length; length++) {
            assertDamaged(Arrays.copyOf(sealed, length));
        }
        assertDamaged(Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void refusesToSealWhatItCouldNotOpen() {
        assertThatThrownBy(() -> SealedJson.seal(Json.object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SealedJson.seal(Json.object().put("sha256", "mine")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertDamaged(byte[] bytes) {
        assertThatThrownBy(() -> SealedJson.open("terms/1.json", bytes))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("terms/1.json");
    }
}
