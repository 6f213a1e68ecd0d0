package org.pieria.benchmarks.torture;

import java.util.List;

/** The straight line through measurements, by least squares. */
final class Slope {

    private static final double HOUR = 3600;

    private Slope() {}

    /** How much the values grow in an hour; NaN of fewer than two. */
    static double perHour(List<Double> seconds, List<Double> values) {
        double meanX =
                seconds.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double meanY =
                values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < seconds.size(); i++) {
            products += (seconds.get(i) - meanX) * (values.get(i) - meanY);
            squares += (seconds.get(i) - meanX) * (seconds.get(i) - meanX);
        }
        return HOUR * products / squares;
    }
}
