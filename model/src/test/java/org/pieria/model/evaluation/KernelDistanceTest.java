package org.pieria.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class KernelDistanceTest {

    @Test
    void isTheUnbiasedDiscrepancyByHand() {
        List<float[]> first = List.of(new float[] {0}, new float[] {1});
        List<float[]> second = List.of(new float[] {1}, new float[] {2});

        KernelDistance distance = KernelDistance.between(first, second, new KernelDistance.Subsets(3, 2, 1));

        // k(0,1) = 1, k(1,2) = 27; across: 1 + 1 + 8 + 27.
        assertThat(distance.mean()).isCloseTo((1 + 1 + 27 + 27) / 2.0 - 2 * 37 / 4.0, within(1e-12));
        assertThat(distance.deviation()).isCloseTo(0, within(1e-12));
    }

    @Test
    void isAroundNothingForOneDistributionAndFarFromItForTwo() {
        KernelDistance.Subsets subsets = new KernelDistance.Subsets(20, 50, 7);

        double same =
                KernelDistance.between(normals(1, 0), normals(2, 0), subsets).mean();
        double moved =
                KernelDistance.between(normals(1, 0), normals(2, 1), subsets).mean();

        assertThat(same).isCloseTo(0, within(0.2));
        assertThat(moved).isGreaterThan(2);
    }

    @Test
    void drawsTheSameSubsetsForTheSameSeed() {
        List<float[]> first = normals(1, 0);
        List<float[]> second = normals(2, 0.5);

        KernelDistance distance = KernelDistance.between(first, second, new KernelDistance.Subsets(10, 20, 3));

        assertThat(KernelDistance.between(first, second, new KernelDistance.Subsets(10, 20, 3)))
                .isEqualTo(distance);
        assertThat(KernelDistance.between(first, second, new KernelDistance.Subsets(10, 20, 4)))
                .isNotEqualTo(distance);
        assertThat(distance.deviation()).isPositive();
    }

    @Test
    void refusesSubsetsLargerThanASet() {
        List<float[]> two = List.of(new float[1], new float[1]);

        assertThatThrownBy(() -> KernelDistance.between(two, two, new KernelDistance.Subsets(1, 3, 1)))
                .hasMessageContaining("at most 2 images, was 3");
    }

    @Test
    void clipScoresAreMeanCosines() {
        ClipScore score = ClipScore.none()
                .plus(new float[] {2, 0}, new float[] {5, 0})
                .plus(ClipScore.none().plus(new float[] {1, 1}, new float[] {3, 0}));

        assertThat(score.mean()).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-12));
        assertThatThrownBy(() -> ClipScore.cosine(new float[2], new float[] {1, 0}))
                .hasMessageContaining("not zero");
    }

    private static List<float[]> normals(long seed, double mean) {
        CounterRandom random = CounterRandom.of(seed);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            vectors.add(new float[] {
                (float) (mean + random.normal(3L * i)),
                (float) (mean + random.normal(3L * i + 1)),
                (float) (mean + random.normal(3L * i + 2))
            });
        }
        return vectors;
    }
}
