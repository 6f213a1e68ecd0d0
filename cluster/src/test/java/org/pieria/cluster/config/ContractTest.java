package org.pieria.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void doesNotChangeWithOperationalKeys() {
        assertThat(of("http.port=0", "cluster.workers=7", "checkpoints.every=3", "text.weights=here")
                        .digest())
                .isEqualTo(of().digest());
    }

    @Test
    void changesWithEveryKeyThatDecidesBits() {
        assertThat(of("run.seed=2").digest()).isNotEqualTo(of().digest());
        assertThat(of().with("data.index", "abc").digest()).isNotEqualTo(of().digest());
    }

    @Test
    void doesNotCareHowANumberIsWritten() {
        Contract written = of("phases.base.learning-rate=1e-3", "data.held-out=0.050", "phases.base.steps=1e3");

        assertThat(written.digest())
                .isEqualTo(of("phases.base.learning-rate=0.001").digest());
    }

    @Test
    void namesEachDifferenceWithBothValues() {
        Contract now = of("run.seed=2", "phases.vqgan-low.multipliers=[1,2]");

        assertThat(now.differences(of()))
                .containsExactly(
                        "phases.vqgan-high.multipliers: now [1,2], recorded [1]",
                        "phases.vqgan-low.multipliers: now [1,2], recorded [1]",
                        "run.seed: now 2, recorded 1");
    }

    @Test
    void theOptionalPhaseCountsOnlyWhereTheOrderHasIt() {
        String order = "phases.order=[vqgan-high,vqgan-decoder]";
        Contract without = of("phases.order=[vqgan-high]");

        assertThat(of("phases.vqgan-decoder.steps=7").digest()).isEqualTo(of().digest());
        assertThat(of(order, "phases.vqgan-decoder.steps=7").differences(of(order)))
                .containsExactly("phases.vqgan-decoder.steps: now 7, recorded 1000");
        assertThat(without.differences(of(order)))
                .containsExactly("phases.order: now [vqgan-high], recorded [vqgan-high,vqgan-decoder]");
    }

    @Test
    void theLimitOfSkippedStepsCountsOnlyWhereItIsNotWhatOldRunsHaveUnsaid() {
        assertThat(of("training.skip-limit=10", "training.recheck-every=7").values())
                .isEqualTo(of().values())
                .doesNotContainKey("training.skip-limit");
        assertThat(of("training.skip-limit=3").differences(of()))
                .containsExactly("training.skip-limit: now 3, recorded (absent)");
    }

    private static Contract of(String... assignments) {
        return Configuration.load(new Presets(Path.of("")), "", List.of(assignments))
                .contract();
    }
}
