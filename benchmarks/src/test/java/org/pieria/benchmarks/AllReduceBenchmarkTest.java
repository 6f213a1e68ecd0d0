package org.pieria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.pieria.benchmarks.AllReduceBenchmark.Setting;

class AllReduceBenchmarkTest {

    @Test
    void everyTransportIsMeasuredForEveryNumberOfRanks() {
        assertThat(AllReduceBenchmark.settings("2,3", "1000", "5", "tcp,shm"))
                .containsExactly(
                        new Setting("tcp", 2, 1000, 5),
                        new Setting("shm", 2, 1000, 5),
                        new Setting("tcp", 3, 1000, 5),
                        new Setting("shm", 3, 1000, 5));
        assertThat(AllReduceBenchmark.settings()).contains(new Setting("shm", 2, 16_777_216, 40));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> AllReduceBenchmark.settings("two"))
                .hasMessageContaining("RANKS")
                .hasMessageContaining("'two'");
        assertThatThrownBy(() -> AllReduceBenchmark.settings("2", "0")).hasMessageContaining("FLOATS");
        assertThatThrownBy(() -> AllReduceBenchmark.settings("2", "8", "1", "pigeon"))
                .hasMessageContaining("'pigeon' is no transport; there are shm,");
        assertThatThrownBy(() -> AllReduceBenchmark.settings("2", "8", "1", "tcp", "more"))
                .hasMessageContaining("at most RANKS FLOATS STEPS TRANSPORTS");
    }
}
