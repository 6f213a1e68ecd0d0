package org.pieria.checkpointing.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pieria.checkpointing.store.DamagedFile;

class SafetensorsReaderTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,2]|0|not a JSON object",
                "{\"a\":1|0|not JSON",
                "{} {}|0|not JSON",
                "{\"a\":1}|0|expected an object, got 1",
                "{\"__metadata__\":{\"a\":1}}|0|\"__metadata__\" must be strings, got 1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|4|\"data_offsets\" must be an array, got nothing",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|4|must be two integers, got [0]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|4|must be integers of 64 bits, got 1.5",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|the type \"F31\" is not known",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|negative dimension -1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|needs 8 bytes, its range has 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|4|impossible range 4 to 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}|4|impossible range -4 to 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|8|need 4 bytes, the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3|need 4 bytes, the file holds 3",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|leaves a gap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}|0|Duplicate",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|overlaps",
            })
    void refusesAMalformedHeaderAndSaysWhy(String header, int dataBytes, String reason) throws IOException {
        Path file = TensorFiles.raw(directory.resolve("file"), header, dataBytes);

        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAHeaderThatClaimsTooMuch() throws IOException {
        byte[] header = "{}".getBytes(UTF_8);

        assertRefused(TensorFiles.raw(directory.resolve("a"), header, 3, 0), "cut off: the header claims 3");
        assertRefused(TensorFiles.raw(directory.resolve("b"), header, 100_000_001, 0), "at most 100000000");
        assertRefused(TensorFiles.raw(directory.resolve("c"), header, -1, 0), "claims 18446744073709551615 bytes");
        assertRefused(TensorFiles.raw(directory.resolve("d"), header, Long.MAX_VALUE, 0), "at most 100000000");
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
        byte[] wide = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

        assertRefused(TensorFiles.raw(directory.resolve("a"), latin, latin.length, 0), "not UTF-8");
        assertRefused(TensorFiles.raw(directory.resolve("b"), wide, wide.length, 0), "not JSON");
    }

    @Test
    void refusesAFileCutAtAnyLength() throws IOException {
        byte[] whole = TensorFiles.resource("ours.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsReader.open(file)).isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void acceptsBlanksAfterTheHeaderAndAnEmptyFile() throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(TensorFiles.raw(directory.resolve("a"), "{}   ", 0))) {
            assertThat(reader.names()).isEmpty();
        }
    }

    @Test
    void readsTensorsThatStartAtOddOffsets() throws IOException {
        String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}";
        Path file = TensorFiles.raw(directory.resolve("odd"), header, 9);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] = 0x40; // the highest byte of 2.0f
        Files.write(file, bytes);

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.floats("b")).containsExactly(0f, 2f);
        }
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining(reason);
    }
}
