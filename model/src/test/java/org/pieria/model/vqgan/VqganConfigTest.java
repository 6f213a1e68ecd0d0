package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pieria.model.optimizer.Adam;
import org.pieria.model.optimizer.LearningRate;

class VqganConfigTest {

    private static final Config SECTION = ConfigFactory.parseString("""
            steps = 1000, learning-rate = 1e-3, warm-up = 50, adam { beta1 = 0.9, beta2 = 0.99, decay = 1e-4 }
            image = 64, patch = 2, channels = 32, multipliers = [1, 2], residual-blocks = 1
            codes = 256, code-width = 16, revive-every = 50
            reconstruction = 1, commitment = 0.25, entropy = 0.02, perceptual.weight = 0.05
            adversarial { weight = 0.1, ramp = 200, r1 = 10, lecam = 0.01, patch = 4, channels = 32, most-channels = 64 }
            """);

    @Test
    void readsTheSectionOfAPhase() {
        assertThat(VqganConfig.from(SECTION, 8))
                .isEqualTo(new VqganConfig(
                        8,
                        new NetworkShape(64, 2, 32, List.of(1, 2), 1),
                        new CodebookConfig(256, 16, 50),
                        new LossWeights(
                                1,
                                0.25,
                                0.02,
                                0.05,
                                new AdversarialConfig(
                                        0.1,
                                        200,
                                        new AdversarialConfig.Penalties(10, 0.01),
                                        new AdversarialConfig.DiscriminatorShape(4, 32, 64))),
                        new Adam(new LearningRate(1e-3, 50, 1000), 0.9, 0.99, 1e-4)));
    }

    @Test
    void growsTheGeneratorsShareOverTheRamp() {
        AdversarialConfig adversarial = VqganConfig.from(SECTION, 8).weights().adversarial();

        assertThat(adversarial.share(1)).isEqualTo(1 / 200f);
        assertThat(adversarial.share(100)).isEqualTo(0.5f);
        assertThat(adversarial.share(200)).isEqualTo(1);
        assertThat(adversarial.share(100_000)).isEqualTo(1);
    }

    @Test
    void knowsTheGridOfTokens() {
        VqganConfig config = VqganConfig.from(SECTION, 8);

        assertThat(config.shape().grid()).isEqualTo(16);
        assertThat(config.vectors()).isEqualTo(8 * 256);
    }

    @Test
    void normalisesTheWidthsOfThePaperInThirtyTwoGroups() {
        assertThat(NetworkShape.groups(128)).isEqualTo(32);
        assertThat(NetworkShape.groups(512)).isEqualTo(32);
        assertThat(NetworkShape.groups(32)).isEqualTo(8);
        assertThat(NetworkShape.groups(132)).isEqualTo(33);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            image = 30; image must be a positive multiple of 4 (patch, and one halving per level after the first), was 30
            patch = 0; patch must be positive, was 0
            channels = 30; channels must be a positive multiple of 4, was 30
            multipliers = []; multipliers must be a list of positive numbers, one per level, was []
            residual-blocks = 0; residual-blocks must be positive, was 0
            codes = 1; codes must be more than 1, was 1
            code-width = 0; code-width must be positive, was 0
            revive-every = -1; revive-every must not be negative (0: never), was -1
            commitment = -1; commitment must not be negative, was -1.0
            entropy = -1; entropy must not be negative, was -1.0
            reconstruction = 0; reconstruction must be positive, was 0.0
            adam.beta1 = 1; adam.beta1 must be in [0, 1), was 1.0
            adam.decay = -1; adam.decay must be a number not below 0, was -1.0
            """)
    void refusesAValueAndNamesTheKey(String setting, String message) {
        Config wrong = ConfigFactory.parseString(setting).withFallback(SECTION);

        assertThatThrownBy(() -> VqganConfig.from(wrong, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
