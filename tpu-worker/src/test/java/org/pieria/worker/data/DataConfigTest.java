package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class DataConfigTest {

    @Test
    void readsItsSection() {
        DataConfig config = DataConfig.from(ConfigFactory.parseString(
                "pieria.data { source = emoji, held-out = 0.05, max-caption-characters = 512 }"));

        assertThat(config).isEqualTo(new DataConfig("emoji", 0.05, 512));
    }

    @Test
    void aRejectionNamesKeyRuleAndValue() {
        assertThatThrownBy(() -> new DataConfig(" ", 0.05, 512))
                .hasMessage("data.source must be \"emoji\" or a directory, got \" \"");
        assertThatThrownBy(() -> new DataConfig("emoji", 1, 512))
                .hasMessage("data.held-out must be at least 0 and less than 1, got 1.0");
        assertThatThrownBy(() -> new DataConfig("emoji", Double.NaN, 512)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new DataConfig("emoji", 0.05, 0))
                .hasMessage("data.max-caption-characters must be positive, got 0");
    }
}
