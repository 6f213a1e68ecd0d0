package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class EntropyLossTest {

    private static final int VECTORS = 6;
    private static final int CODES = 5;

    @Test
    void isTheMeanEntropyMinusTheEntropyOfTheMean() {
        double[][] distances = new double[VECTORS][CODES];
        float[] drawn = Numbers.of("distances", VECTORS * CODES);
        for (int i = 0; i < drawn.length; i++) {
            distances[i / CODES][i % CODES] = 0.05 * (1 + drawn[i]);
        }

        assertThat((double) loss(distances)).isCloseTo(direct(distances), within(1e-5));
    }

    @Test
    void isLowestWhenEveryVectorIsSureAndAllCodesAreUsed() {
        double[][] sure = new double[CODES][CODES];
        for (int vector = 0; vector < CODES; vector++) {
            for (int code = 0; code < CODES; code++) {
                sure[vector][code] = code == vector ? 0 : 1;
            }
        }

        assertThat((double) loss(sure)).isCloseTo(-Math.log(CODES), within(1e-3));
        assertThat((double) loss(new double[CODES][CODES])).isCloseTo(0, within(1e-3));
    }

    private static float loss(double[][] distances) {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> given = trial.parameters().get("distances", Initializer.zeros(), distances.length, CODES);
            Operand<TFloat32> loss = EntropyLoss.of(trial.tf(), given);
            trial.fill((name, shape) -> flat(distances));
            return trial.run(loss)[0];
        }
    }

    private static double direct(double[][] distances) {
        double own = 0;
        double[] mean = new double[CODES];
        for (double[] row : distances) {
            double total = 0;
            for (double distance : row) {
                total += Math.exp(-100 * distance);
            }
            for (int code = 0; code < CODES; code++) {
                double chance = Math.exp(-100 * row[code]) / total;
                own -= chance * Math.log(chance) / distances.length;
                mean[code] += chance / distances.length;
            }
        }
        double spread = 0;
        for (double chance : mean) {
            spread -= chance * Math.log(chance + 1e-5);
        }
        return own - spread;
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * CODES];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / CODES][i % CODES];
        }
        return flat;
    }
}
