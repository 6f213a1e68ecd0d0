package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransformerGradientTest {

    private static final float STEP = 1e-2f;

    @Test
    void theBaseModelsGradientIsThatOfFiniteDifferences() {
        try (Rig rig = Samples.base(Samples.tiny(0)).withGradients()) {
            assertGradientsMatch(rig);
        }
    }

    @Test
    void theSuperResolutionModelsGradientIsThatOfFiniteDifferences() {
        try (Rig rig = Samples.superRes(Samples.tiny(2)).withGradients()) {
            assertGradientsMatch(rig);
        }
    }

    private static void assertGradientsMatch(Rig rig) {
        Samples.shake(rig);
        Named<float[]> analytic = rig.run();
        assertThat(rig.parameters.names()).hasSizeGreaterThan(20);
        for (String name : rig.parameters.names()) {
            float[] values = rig.parameters.get(name);
            float[] gradient = analytic.get("gradient/" + name);
            float[] direction = Samples.normals("direction/" + name, values.length, 1 / Math.sqrt(values.length));
            assertThat(slope(rig, name, direction))
                    .as(name)
                    .isCloseTo(
                            dot(gradient, direction), within(2e-3 + 0.02 * norm(gradient) / Math.sqrt(values.length)));
            assertThat(norm(gradient)).as("gradient of " + name).isPositive();
        }
    }

    private static double slope(Rig rig, String name, float[] direction) {
        float[] here = rig.parameters.get(name);
        double above = moved(rig, name, direction, STEP);
        double below = moved(rig, name, direction, -STEP);
        rig.parameters.put(name, here);
        return (above - below) / (2 * STEP);
    }

    private static double moved(Rig rig, String name, float[] direction, float step) {
        float[] here = rig.parameters.get(name);
        float[] there = here.clone();
        for (int i = 0; i < there.length; i++) {
            there[i] += step * direction[i];
        }
        rig.parameters.put(name, there);
        double loss = rig.run("loss");
        rig.parameters.put(name, here);
        return loss;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private static double norm(float[] values) {
        return Math.sqrt(dot(values, values));
    }
}
