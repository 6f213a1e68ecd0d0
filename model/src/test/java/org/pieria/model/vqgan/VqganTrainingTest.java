package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.TrainingLoop;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

class VqganTrainingTest {

    static final Config SECTION = ConfigFactory.parseString("""
            steps = 120, learning-rate = 4e-3, warm-up = 5
            adam { beta1 = 0.9, beta2 = 0.99, decay = 1e-4 }
            image = 16, patch = 2, channels = 16, multipliers = [1, 2], residual-blocks = 1
            codes = 32, code-width = 8, revive-every = 20
            reconstruction = 1, commitment = 0.25, entropy = 0.02
            """);

    @Test
    void learnsEightPicturesByHeart() {
        Vqgan vqgan = new Vqgan("vqgan-low", VqganConfig.from(SECTION, 8));
        RevivalPositions revival = new RevivalPositions(32, 1, vqgan.config().vectors());
        float first = 0;
        float last = 0;
        try (TrainingLoop loop = new TrainingLoop(vqgan, 1);
                TFloat32 images = Pictures.tensor(Pictures.discs(1, 8, 16), 8, 16)) {
            for (int step = 1; step <= 60; step++) {
                try (TInt32 positions =
                        TInt32.vectorOf(revival.of(CounterRandom.of(2).at(step), 0))) {
                    Map<String, TType> feeds = Map.of(Vqgan.IMAGES, images, Vqgan.REVIVAL_POSITIONS, positions);
                    last = loop.step(feeds).scalar(Vqgan.MSE);
                    first = step == 1 ? last : first;
                }
            }
        }

        assertThat(last).isLessThan(first / 8);
    }
}
