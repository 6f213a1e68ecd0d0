package org.pieria.benchmarks.torture;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * How measurements spread.
 *
 * @param sorted ascending, at least one
 */
record Spread(List<Double> sorted) {

    Spread {
        sorted = sorted.stream().sorted().toList();
    }

    static Spread of(Collection<Double> values) {
        return new Spread(List.copyOf(values));
    }

    /** The nearest rank: the smallest value that so large a share does not exceed. NaN of nothing. */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
    }

    double median() {
        return quantile(0.5);
    }

    String words() {
        return sorted.isEmpty() ? "none" : figures();
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "%d, p50 %.0f ms, p99 %.0f ms, max %.0f ms",
                sorted.size(),
                median(),
                quantile(0.99),
                quantile(1));
    }
}
