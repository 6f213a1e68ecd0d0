package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class TextConfigTest {

    private static final T5Options NONE = new T5Options("", ComputeType.FLOAT32, 1);

    @Test
    void readsItsSection() {
        TextConfig config = TextConfig.from(
                ConfigFactory.parseString("pieria { threads-per-slice = 2, text { encoder = t5, max-tokens = 24, "
                        + "drop = 0.1, weights = w, dtype = bfloat16 } }"));

        assertThat(config).isEqualTo(new TextConfig("t5", 24, 0.1, new T5Options("w", ComputeType.BFLOAT16, 2)));
    }

    @Test
    void aRejectionNamesKeyRuleAndValue() {
        assertThatThrownBy(() -> new TextConfig("t6", 24, 0.1, NONE))
                .hasMessage("pieria.text.encoder must be \"minilm-l6-v2-q\" or \"t5\", got \"t6\"");
        assertThatThrownBy(() -> new TextConfig("minilm-l6-v2-q", 2, 0.1, NONE))
                .hasMessage("pieria.text.max-tokens must be between 3 and 512, got 2");
        assertThatThrownBy(() -> new TextConfig("minilm-l6-v2-q", 24, 1.1, NONE))
                .hasMessage("pieria.text.drop must be between 0 and 1, got 1.1");
        assertThatThrownBy(() -> ComputeType.parse("float16"))
                .hasMessage("pieria.text.dtype must be float32 or bfloat16, got \"float16\"");
    }
}
