package org.pieria.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.RunView;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;

class RunReportTest {

    @TempDir
    Path folder;

    private final Configuration configuration =
            Configuration.load(new Presets(Path.of("")), "", List.of("http.token=geheim", "run.name=x"));
    private final ClusterView view = new ClusterView(
            new RunView("x", RunState.FINISHED, "", "", 1, 3, 0, "ab"),
            List.of(
                    new PhaseView(
                            "vqgan-low", PhaseView.State.DONE, 10, 10, 1f, 0.5f, 20, 16.5, 0, Map.of("psnr", 21.5)),
                    new PhaseView(
                            "base",
                            PhaseView.State.WAITING,
                            0,
                            20,
                            Float.NaN,
                            Float.NaN,
                            0,
                            Double.NaN,
                            Double.NaN,
                            Map.of())),
            List.of(),
            List.of(),
            Optional.empty());

    @Test
    void holdsWhatOneWantsToKnowOfEachPhase() throws IOException {
        Path file = folder.resolve("report.json");

        RunReport.of(view, configuration).write(file);

        JsonNode report = JsonMapper.builder().build().readTree(file.toFile());
        JsonNode phase = report.at("/phases/0");
        assertThat(phase.path("steps").asLong()).isEqualTo(10);
        assertThat(phase.path("wallSeconds").asDouble()).isEqualTo(20);
        assertThat(phase.path("imagesPerSecond").asDouble()).isEqualTo(16.5);
        assertThat(phase.path("firstLoss").asDouble()).isEqualTo(1);
        assertThat(phase.path("lastLoss").asDouble()).isEqualTo(0.5);
        assertThat(phase.at("/heldOut/psnr").asDouble()).isEqualTo(21.5);
        assertThat(report.at("/phases/1/firstLoss").isNull()).isTrue();
        assertThat(report.path("contract").asText())
                .isEqualTo(configuration.contract().digest());
        assertThat(report.at("/versions/java").asText()).isEqualTo(System.getProperty("java.version"));
        assertThat(report.path("configuration").path("slices").asInt()).isEqualTo(4);
    }

    @Test
    void doesNotGiveTheTokenAway() {
        assertThat(RunReport.of(view, configuration).json()).doesNotContain("geheim");
    }

    @Test
    void printsASmallTable() {
        assertThat(ReportTable.of(RunReport.of(view, configuration))).isEqualTo("""
                        phase      steps  time  images/s  first loss  last loss
                        vqgan-low  10/10   20s      16.5       1.000      0.500
                        base        0/20    0s         -           -          -
                        held out, vqgan-low: psnr 21.500
                        """.replace("21.500", "21.5"));
    }
}
