package org.pieria.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    private static final double TOLERANCE = 1e-15;

    @Test
    void risesLinearlyToThePeakOverTheWarmUp() {
        LearningRate rate = new LearningRate(1e-3, 4, 104);

        assertThat(rate.at(1)).isCloseTo(0.25e-3, within(TOLERANCE));
        assertThat(rate.at(3)).isCloseTo(0.75e-3, within(TOLERANCE));
        assertThat(rate.at(4)).isCloseTo(1e-3, within(TOLERANCE));
    }

    @Test
    void fallsAlongHalfACosineToZeroAtTheLastStep() {
        LearningRate rate = new LearningRate(1e-3, 4, 104);

        assertThat(rate.at(29)).isCloseTo(1e-3 * (1 + Math.sqrt(0.5)) / 2, within(TOLERANCE));
        assertThat(rate.at(54)).isCloseTo(0.5e-3, within(TOLERANCE));
        assertThat(rate.at(103)).isPositive();
        assertThat(rate.at(104)).isZero();
        assertThat(rate.at(1_000_000)).isZero();
    }

    @Test
    void startsNearThePeakWithoutAWarmUp() {
        LearningRate rate = new LearningRate(2, 0, 10);

        assertThat(rate.at(5)).isCloseTo(1, within(TOLERANCE));
    }

    @Test
    void endsInsideAWarmUpThatIsLongerThanThePhase() {
        LearningRate rate = new LearningRate(1, 50, 10);

        assertThat(rate.at(10)).isCloseTo(0.2, within(TOLERANCE));
    }

    @Test
    void refusesWhatIsNoScheduleAndSaysWhy() {
        assertThatThrownBy(() -> new LearningRate(-1, 0, 1))
                .hasMessage("learning-rate must be a positive number, was -1.0");
        assertThatThrownBy(() -> new LearningRate(1, -2, 1)).hasMessage("warm-up must not be negative, was -2");
        assertThatThrownBy(() -> new LearningRate(1, 0, 0)).hasMessage("steps must be positive, was 0");
        assertThatThrownBy(() -> new LearningRate(1, 0, 1).at(0)).hasMessage("a step counts from 1, was 0");
    }
}
