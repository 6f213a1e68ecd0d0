package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class TextConfigTest {

    @Test
    void readsItsSection() {
        TextConfig config = TextConfig.from(
                ConfigFactory.parseString("pieria.text { encoder = minilm-l6-v2-q, max-tokens = 24, drop = 0.1 }"));

        assertThat(config).isEqualTo(new TextConfig("minilm-l6-v2-q", 24, 0.1));
    }

    @Test
    void aRejectionNamesKeyRuleAndValue() {
        assertThatThrownBy(() -> new TextConfig("t5", 24, 0.1))
                .hasMessage("pieria.text.encoder must be \"minilm-l6-v2-q\", got \"t5\"");
        assertThatThrownBy(() -> new TextConfig("minilm-l6-v2-q", 2, 0.1))
                .hasMessage("pieria.text.max-tokens must be between 3 and 512, got 2");
        assertThatThrownBy(() -> new TextConfig("minilm-l6-v2-q", 24, 1.1))
                .hasMessage("pieria.text.drop must be between 0 and 1, got 1.1");
    }
}
