package org.pieria.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.util.List;

/** Compares a tensor with what a script of {@code benchmarks/parity} kept of it. */
public final class Agreement {

    private static final double TOLERANCE = 2e-4;

    private Agreement() {}

    /** Holds the first values, the norm and the product with {@link Numbers} to what is expected. */
    public static void check(Config expected, String name, float[] values) {
        double norm = expected.getDouble("norm");
        float[] weights = Numbers.of("product/" + name, values.length);
        double squares = 0;
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (double) values[i] * values[i];
            product += (double) values[i] * weights[i];
        }
        assertThat(Math.sqrt(squares)).as("norm of " + name).isCloseTo(norm, within(TOLERANCE * norm));
        assertThat(product).as("product of " + name).isCloseTo(expected.getDouble("product"), within(TOLERANCE * norm));
        List<Double> first = expected.getDoubleList("first");
        for (int i = 0; i < first.size(); i++) {
            assertThat((double) values[i]).as(name + " " + i).isCloseTo(first.get(i), within(TOLERANCE * norm));
        }
    }
}
