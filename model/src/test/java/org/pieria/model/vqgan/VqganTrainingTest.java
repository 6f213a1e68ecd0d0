package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Feed;
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
            reconstruction = 1, commitment = 0.25, entropy = 0, perceptual.weight = 0
            adversarial { weight = 0, ramp = 0, r1 = 1, lecam = 0.01, patch = 2, channels = 8, most-channels = 16 }
            """);

    @Test
    void learnsEightPicturesByHeartWithMostOfItsCodes() {
        List<TrainingLoop.Statistics> steps = train(50);

        float first = steps.get(0).scalar(Vqgan.MSE);
        TrainingLoop.Statistics last = steps.get(steps.size() - 1);
        assertThat(last.scalar(Vqgan.MSE)).isLessThan(first / 6);
        assertThat(used(last.values(Vqgan.CODE_COUNTS))).isGreaterThan(16);
    }

    @Test
    void learnsWithADiscriminatorThatLearnsToTellItsPicturesApart() {
        Config playing = ConfigFactory.parseString("adversarial.weight = 0.002").withFallback(SECTION);
        List<TrainingLoop.Statistics> steps = train(playing, 60);

        TrainingLoop.Statistics last = steps.get(steps.size() - 1);
        assertThat(last.scalar(Vqgan.MSE)).isLessThan(steps.get(0).scalar(Vqgan.MSE) / 4);
        assertThat(last.scalar("judged-real")).isGreaterThan(last.scalar("judged-fake"));
        assertThat(last.scalar("discriminator")).isLessThan((float) (2 * Math.log(2)));
    }

    @Test
    void takesTheSameStepsFromTheSameSeed() {
        assertThat(train(2).get(1).byName())
                .usingRecursiveComparison()
                .isEqualTo(train(2).get(1).byName());
    }

    private static List<TrainingLoop.Statistics> train(int count) {
        return train(SECTION, count);
    }

    private static List<TrainingLoop.Statistics> train(Config section, int count) {
        Vqgan vqgan = new Vqgan("low", VqganConfig.from(section, 8));
        RevivalPositions revival = new RevivalPositions(32, 1, vqgan.config().vectors());
        List<String> names = vqgan.feeds().stream().map(Feed::name).toList();
        List<TrainingLoop.Statistics> steps = new ArrayList<>();
        try (TrainingLoop loop = new TrainingLoop(vqgan, 1);
                TFloat32 images = Pictures.tensor(Pictures.discs(1, 8, 16), 8, 16)) {
            for (int step = 1; step <= count; step++) {
                int[] drawn = revival.of(CounterRandom.of(2).at(step), 0);
                try (TInt32 positions = TInt32.vectorOf(drawn);
                        TFloat32 share = TFloat32.scalarOf(1)) {
                    Map<String, TType> feeds = new HashMap<>();
                    feeds.put(Vqgan.IMAGES, images);
                    feeds.put(Vqgan.REVIVAL_POSITIONS, positions);
                    feeds.put(Vqgan.GENERATOR_SHARE, share);
                    feeds.keySet().retainAll(names);
                    steps.add(loop.step(feeds));
                }
            }
        }
        return steps;
    }

    private static int used(float[] counts) {
        int used = 0;
        for (float count : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }
}
