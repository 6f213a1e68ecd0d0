package org.pieria.model.text.t5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeBucketsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, 1",
        "1, 17",
        "-7, 7",
        "7, 23",
        "-8, 8",
        "8, 24",
        "-9, 8",
        "9, 24",
        "-12, 9",
        "12, 25",
        "-16, 10",
        "16, 26",
        "-32, 12",
        "32, 28",
        "-64, 14",
        "64, 30",
        "-127, 15",
        "127, 31",
        "-128, 15",
        "128, 31",
        "-200, 15",
        "200, 31"
    })
    void agreesWithTheReference(int distance, int bucket) {
        assertThat(RelativeBuckets.of(distance)).isEqualTo(bucket);
    }

    @Test
    void aSquareHasAQueryInEachRow() {
        assertThat(RelativeBuckets.square(3)).containsExactly(0, 17, 18, 1, 0, 17, 2, 1, 0);
    }
}
