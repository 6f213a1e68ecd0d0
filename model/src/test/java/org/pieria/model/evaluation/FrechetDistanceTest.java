package org.pieria.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class FrechetDistanceTest {

    private static final int WIDTH = 6;

    @Test
    void isTheSquaredDistanceOfTheMeansWhereCovariancesAreEqual() {
        List<float[]> moved = crosses(2).stream().map(x -> plus(x, 3)).toList();

        double distance = FrechetDistance.between(FeatureMoments.of(crosses(2)), FeatureMoments.of(moved));

        assertThat(distance).isCloseTo(WIDTH * 9.0, within(1e-9));
    }

    @Test
    void isTheSquaredDifferenceOfTheDeviationsWhereCovariancesAreScaledIdentities() {
        // The points +-s on every axis have the covariance 2 s² / (2 width - 1).
        double unit = Math.sqrt(2.0 / (2 * WIDTH - 1));

        double distance = FrechetDistance.between(FeatureMoments.of(crosses(5)), FeatureMoments.of(crosses(2)));

        assertThat(distance).isCloseTo(WIDTH * Math.pow(3 * unit, 2), within(1e-9));
    }

    @Test
    void needsNoFullRank() {
        List<float[]> line = List.of(new float[] {0, 0, 0}, new float[] {2, 0, 0});
        List<float[]> other = List.of(new float[] {0, 0, 0}, new float[] {0, 2, 0});

        double distance = FrechetDistance.between(FeatureMoments.of(line), FeatureMoments.of(other));

        assertThat(distance).isCloseTo(2 + 2 + 2, within(1e-12));
    }

    @Property(tries = 50)
    void isNothingToItselfAndTheSameBothWays(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int count) {
        FeatureMoments some = FeatureMoments.of(normals(seed, count));
        FeatureMoments others = FeatureMoments.of(normals(seed + 1, count));

        assertThat(FrechetDistance.between(some, some)).isCloseTo(0, within(1e-6));
        assertThat(FrechetDistance.between(some, others))
                .isCloseTo(FrechetDistance.between(others, some), within(1e-6));
    }

    @Property(tries = 50)
    void momentsOfPartsAddUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 19) int first) {
        List<float[]> all = normals(seed, 20);
        FeatureMoments merged = FeatureMoments.of(all.subList(0, first));

        merged.add(FeatureMoments.of(all.subList(first, 20)));

        FeatureMoments whole = FeatureMoments.of(all);
        assertThat(merged.count()).isEqualTo(20);
        assertThat(merged.mean()).containsExactly(whole.mean(), within(1e-12));
        assertThat(merged.covariance()).containsExactly(whole.covariance(), within(1e-12));
    }

    @Test
    void refusesWhatHasNoCovarianceOrNoValue() {
        FeatureMoments one = FeatureMoments.of(List.of(new float[] {1}));

        assertThatThrownBy(() -> FrechetDistance.between(one, one)).hasMessageContaining("at least 2 images, was 1");
        assertThatThrownBy(() -> one.add(new float[] {Float.NaN})).hasMessageContaining("must be finite, was NaN");
        assertThatThrownBy(() -> one.add(new float[2])).hasMessageContaining("must have 1 values, was 2");
    }

    private static List<float[]> crosses(float size) {
        List<float[]> points = new ArrayList<>();
        for (int axis = 0; axis < WIDTH; axis++) {
            float[] point = new float[WIDTH];
            point[axis] = size;
            float[] opposite = new float[WIDTH];
            opposite[axis] = -size;
            points.addAll(List.of(point, opposite));
        }
        return points;
    }

    private static float[] plus(float[] vector, float value) {
        float[] moved = Arrays.copyOf(vector, vector.length);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += value;
        }
        return moved;
    }

    private static List<float[]> normals(long seed, int count) {
        CounterRandom random = CounterRandom.of(seed);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[WIDTH];
            for (int j = 0; j < WIDTH; j++) {
                vector[j] = (float) random.normal((long) i * WIDTH + j);
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
