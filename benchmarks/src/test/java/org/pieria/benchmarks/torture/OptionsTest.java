package org.pieria.benchmarks.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void whatIsNotGivenHasItsDefault() {
        Options options = Options.parse("strikes", "--kills", "7", "--faults", "kill-worker,hang-worker");

        assertThat(options.count("kills", 20)).isEqualTo(7);
        assertThat(options.count("workers", 3)).isEqualTo(3);
        assertThat(options.words("faults", "")).containsExactly("kill-worker", "hang-worker");
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> Options.parse("strikes", "--kill", "7"))
                .hasMessageContaining("'--kill' is no option; there are --coordinators --every --faults --kills");
        assertThatThrownBy(() -> Options.parse("strikes", "--kills")).hasMessageContaining("pairs of --name value");
        assertThatThrownBy(() -> Options.parse("strikes", "--kills", "many").count("kills", 1))
                .hasMessage("--kills must be a number, got 'many'");
    }
}
