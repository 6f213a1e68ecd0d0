package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.JobResult;

class JobsTest {

    @Test
    void addsSumsAndWeightsOverUnitsAndTakesOtherMetricsAsTheyAre() {
        JobResult first = new JobResult("u0", Map.of("psnr.sum", 60.0, "psnr.weight", 3.0, "codes", 12.0), Map.of());
        JobResult second = new JobResult("u1", Map.of("psnr.sum", 20.0, "psnr.weight", 1.0, "codes", 12.0), Map.of());

        assertThat(Jobs.merged(List.of(first, second))).isEqualTo(Map.of("psnr", 20.0, "codes", 12.0));
    }

    @Test
    void recordsReadBackWhatWasWrittenAndLeaveOutWhatIsNoNumber() {
        String json = Records.evaluation("base", 9, Map.of("a.b", 0.25, "broken", Double.NaN));

        assertThat(Records.metrics(json)).isEqualTo(Map.of("a.b", 0.25));
        assertThat(json).startsWith("{").doesNotContain("NaN");
    }
}
