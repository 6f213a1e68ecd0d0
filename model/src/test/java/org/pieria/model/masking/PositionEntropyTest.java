package org.pieria.model.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositionEntropyTest {

    @Test
    void averagesTheEntropyOfThePositions() {
        PositionEntropy entropy = new PositionEntropy(2, 5);
        entropy.add(new int[] {3, 0});
        entropy.add(new int[] {3, 1});
        entropy.add(new int[] {3, 2});
        entropy.add(new int[] {3, 4});

        assertThat(entropy.entropy()).isCloseTo(Math.log(4) / 2, within(1e-12));
    }

    @Test
    void namesATokenThatIsNone() {
        PositionEntropy entropy = new PositionEntropy(1, 5);

        assertThatThrownBy(() -> entropy.add(new int[] {5})).hasMessageContaining("[0, 5), got 5");
        assertThatThrownBy(entropy::entropy).hasMessageContaining("no image");
    }
}
