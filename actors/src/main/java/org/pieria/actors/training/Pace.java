package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pieria.actors.port.StepResult;

/**
 * How fast workers compute, and so how many slices each should have. The bits of a step are the same for every split.
 * Only workers that step side by side are compared: what one took before it left says nothing of it when it comes back, since
 * the others were alone in between, or shared their host with its start.
 *
 * @param perSlice by worker, smoothed seconds of one slice
 * @param uneven how many confirmed steps in a row another split would have been worth it
 */
record Pace(Map<String, Double> perSlice, long uneven) {

    /** How much the newest step weighs. */
    private static final double FRESH = 0.2;

    /** How much longer than expected a step counts at most: a pause of the collector or of the machine is no pace. */
    private static final double SURPRISE = 1.5;

    /** A new generation costs about a step, and measurements are noisy: less is not worth it. */
    private static final double WORTH = 1.2;

    Pace {
        perSlice = SharedMap.copyOf(perSlice);
    }

    static Pace unknown() {
        return new Pace(Map.of(), 0);
    }

    /** After a step that all members reported. */
    Pace after(Generation generation, Map<String, Report.Applied> reports, Balancing rule) {
        if (!rule.wanted()) {
            return this;
        }
        List<Integer> shares = generation.shares(rule.slices());
        Map<String, Double> next = new HashMap<>(perSlice);
        next.keySet().retainAll(generation.workers());
        reports.forEach((worker, report) -> {
            int rank = generation.rank(worker);
            double seconds = own(report.result());
            if (rank >= 0 && seconds > 0) {
                next.merge(worker, seconds / shares.get(rank), Pace::smoothed);
            }
        });
        Pace pace = new Pace(next, uneven);
        List<Double> seconds = pace.of(generation.workers());
        boolean worth = longest(seconds, shares) >= WORTH * longest(seconds, split(seconds, rule.slices()));
        return new Pace(next, worth ? uneven + 1 : 0);
    }

    private static double smoothed(double old, double fresh) {
        return old + FRESH * (Math.min(fresh, SURPRISE * old) - old);
    }

    /** What a rank does by itself, without waiting for anybody. */
    private static double own(StepResult result) {
        return result.seconds().getOrDefault("data", 0.0) + result.seconds().getOrDefault("compute", 0.0);
    }

    /** Whether another split has been worth it for long enough. */
    boolean isDue(Balancing rule) {
        return rule.wanted() && uneven >= rule.after();
    }

    /** The slices of each of these workers, in their order; empty where they may as well have equally many. */
    List<Integer> shares(List<String> workers, Balancing rule) {
        if (!rule.wanted() || workers.size() > rule.slices() || perSlice.isEmpty()) {
            return List.of();
        }
        List<Double> seconds = of(workers);
        List<Integer> best = split(seconds, rule.slices());
        boolean worth = longest(seconds, even(workers.size(), rule.slices())) >= WORTH * longest(seconds, best);
        return worth ? best : List.of();
    }

    Pace rebalanced() {
        return new Pace(perSlice, 0);
    }

    /** Of a worker that was never measured the mean of the others is assumed. */
    private List<Double> of(List<String> workers) {
        double mean = perSlice.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        return workers.stream()
                .map(worker -> perSlice.getOrDefault(worker, mean))
                .collect(Collectors.toList());
    }

    /** As equally many as can be: [rank slices / ranks, (rank + 1) slices / ranks). */
    static List<Integer> even(int ranks, int slices) {
        return IntStream.range(0, ranks)
                .mapToObj(rank -> (int) ((rank + 1L) * slices / ranks) - (int) ((long) rank * slices / ranks))
                .collect(Collectors.toList());
    }

    /** The split whose slowest rank is fastest, every rank with one slice at least: each slice goes where it hurts least. */
    static List<Integer> split(List<Double> perSlice, int slices) {
        List<Integer> shares = new ArrayList<>(perSlice.stream().map(any -> 1).collect(Collectors.toList()));
        for (int given = shares.size(); given < slices; given++) {
            int best = 0;
            for (int rank = 1; rank < shares.size(); rank++) {
                best = with(perSlice, shares, rank) < with(perSlice, shares, best) ? rank : best;
            }
            shares.set(best, shares.get(best) + 1);
        }
        return List.copyOf(shares);
    }

    private static double with(List<Double> perSlice, List<Integer> shares, int rank) {
        return perSlice.get(rank) * (shares.get(rank) + 1);
    }

    private static double longest(List<Double> perSlice, List<Integer> shares) {
        return IntStream.range(0, shares.size())
                .mapToDouble(rank -> perSlice.get(rank) * shares.get(rank))
                .max()
                .orElse(0);
    }
}
