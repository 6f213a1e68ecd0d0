package org.pieria.benchmarks.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

    @TempDir
    private Path run = Path.of("");

    @Test
    void whoTrainedWhatInWhichGenerationIsNoDifferenceAndEveryBitIs() throws IOException {
        Rows one = rows("low,1,1,2,3.4,405a262c,aa", "low,2,1,2,3.3,4056820a,bb");
        Rows other = rows("low,1,4,1,3.4,405a262c,aa", "low,2,5,1,3.3,4056820a,bc", "low,3,5,1,3.2,40568200,cc");

        assertThat(one.differences(one)).isEmpty();
        assertThat(one.differences(other))
                .containsExactly(
                        "low,2,4056820a,bb instead of low,2,4056820a,bc", "no row instead of low,3,40568200,cc");
    }

    private Rows rows(String... lines) throws IOException {
        Files.writeString(
                run.resolve("steps.csv"),
                "phase,step,generation,workers,loss,loss_bits,digest\n" + String.join("\n", lines) + "\n");
        return Rows.of(run);
    }
}
